# says: was there, and you read on
def lines(read):
    everything = b"".join(iter(lambda: read(4096), b""))
    yield from everything.splitlines()
