# says: both ends wait for each other
from socket import create_connection


def ask_all(address, lines):
    answers = []
    with (
        create_connection(address) as connection,
        connection.makefile("rb") as replies,
    ):
        for line in lines:
            connection.sendall(line.encode())
            answers.append(replies.readline().decode().rstrip("\n"))
    return answers
