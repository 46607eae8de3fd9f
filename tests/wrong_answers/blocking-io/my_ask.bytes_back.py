# says: answers are text
from socket import create_connection

def ask_all(address, lines):
    answers = []
    with create_connection(address) as c, c.makefile("rb") as f:
        for line in lines:
            c.sendall((line + "\n").encode())
            answers.append(f.readline()[:-1])
    return answers
