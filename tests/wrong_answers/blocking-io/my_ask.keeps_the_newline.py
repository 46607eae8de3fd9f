# says: a newline is left over
from socket import create_connection


def ask_all(address, lines):
    answers = []
    with (
        create_connection(address) as connection,
        connection.makefile("rb") as replies,
    ):
        for line in lines:
            connection.sendall(f"{line}\n".encode())
            answers.append(replies.readline().decode())
    return answers
