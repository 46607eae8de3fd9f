# says: you were busy: be blocked while you wait
from time import perf_counter


def wait_for(bell, seconds):
    end = perf_counter() + seconds
    while perf_counter() < end:
        if bell.poll():
            return True
    return False
