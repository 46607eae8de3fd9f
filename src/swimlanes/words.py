"""Numbers in sentences."""


def counted(number: int, noun: str, form: str = "") -> str:
    """Return `1 lane`, `2 lanes`; `form` is how the number is written."""
    return f"{number:{form}} {noun}{'s' * (number != 1)}"
