# says: both ends wait for each other
from socket import create_connection


def ask_all(address, lines):
    with create_connection(address) as connection:
        for line in lines:
            connection.sendall(f"{line}\n".encode())
        with connection.makefile("rb") as replies:
            return [replies.readline().decode().rstrip("\n") for _ in lines]
