# says: to a and b, you answered
def serve_client(connection, answer, seconds):
    connection.settimeout(seconds)
    count = 0
    try:
        with connection.makefile("rb") as lines:
            for _ in lines:
                count += 1
    except TimeoutError:
        pass
    return count
