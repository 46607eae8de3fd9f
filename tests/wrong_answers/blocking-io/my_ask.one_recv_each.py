# says: both ends wait for each other
from socket import create_connection


def ask_all(address, lines):
    answers = []
    with create_connection(address) as connection:
        for line in lines:
            connection.sendall(f"{line}\n".encode())
            answers.append(connection.recv(1000).decode().rstrip("\n"))
    return answers
