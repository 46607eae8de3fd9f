# says: the message is not yours: leave it in the pipe
def wait_for(bell, seconds):
    if bell.poll(seconds):
        bell.recv()
        return True
    return False
