# says: one client had to wait
def serve(listener, clients, serve_client):
    for _ in range(clients):
        connection, client = listener.accept()
        serve_client(connection)
