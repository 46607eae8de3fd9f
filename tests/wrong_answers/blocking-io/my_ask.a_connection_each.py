# says: 300 connections, not one
from socket import create_connection


def ask_all(address, lines):
    answers = []
    for line in lines:
        with (
            create_connection(address) as connection,
            connection.makefile("rb") as replies,
        ):
            connection.sendall(f"{line}\n".encode())
            answers.append(replies.readline().decode().rstrip("\n"))
    return answers
