# says: the question was never sent
def ask(pipe, number, question, seconds):
    while pipe.poll(seconds):
        answered, answer = pipe.recv()
        if answered == number:
            return answer
