# says: the clients get nothing
from concurrent.futures import ThreadPoolExecutor

def serve(listener, clients, answer):
    def serve_client(connection):
        with connection, connection.makefile("rb") as lines:
            for line in lines:
                connection.sendall(answer(line))

    with ThreadPoolExecutor(2) as pool:
        for _ in range(clients):
            connection, client = listener.accept()
            pool.submit(serve_client, connection)
