# says: you still work
import os


def work(step):
    while os.getppid() != 1:
        step()
