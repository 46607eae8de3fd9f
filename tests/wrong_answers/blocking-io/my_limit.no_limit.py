# says: a silent client held you for
def serve_client(connection, answer, seconds):
    count = 0
    with connection.makefile("rb") as lines:
        for line in lines:
            connection.sendall(answer(line))
            count += 1
    return count
