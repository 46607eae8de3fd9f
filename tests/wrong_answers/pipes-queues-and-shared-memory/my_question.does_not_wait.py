# says: wait up to the given seconds
def ask(pipe, number, question, seconds):
    pipe.send((number, question))
    while pipe.poll():
        answered, answer = pipe.recv()
        if answered == number:
            return answer
