# says: a new thread finds the notes of an old one
from threading import get_ident

by_ident = {}


def notes():
    return by_ident.setdefault(get_ident(), [])
