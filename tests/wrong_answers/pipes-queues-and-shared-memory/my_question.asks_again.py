# says: sent more than once
def ask(pipe, number, question, seconds):
    pipe.send((number, question))
    if pipe.poll(seconds):
        answered, answer = pipe.recv()
        if answered == number:
            return answer
        return ask(pipe, number, question, seconds)
