# says: question 2 has the answer tea
def ask(pipe, number, question, seconds):
    pipe.send((number, question))
    if pipe.poll(seconds):
        return pipe.recv()[1]
