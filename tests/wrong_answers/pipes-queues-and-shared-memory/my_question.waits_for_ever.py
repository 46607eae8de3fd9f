# says: still running
def ask(pipe, number, question, seconds):
    pipe.send((number, question))
    while True:
        answered, answer = pipe.recv()
        if answered == number:
            return answer
