# says: a byte now and then held you for
def serve_client(connection, answer, seconds):
    connection.settimeout(seconds)
    count = 0
    with connection.makefile("rb") as lines:
        try:
            for line in lines:
                connection.sendall(answer(line))
                count += 1
        except TimeoutError:
            pass
    return count
