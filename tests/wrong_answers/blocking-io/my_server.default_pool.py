# says: one client had to wait
from concurrent.futures import ThreadPoolExecutor

def serve(listener, clients, serve_client):
    with ThreadPoolExecutor() as pool:
        for _ in range(clients):
            pool.submit(serve_client, listener.accept()[0])
