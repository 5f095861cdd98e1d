"""Numbers with their nouns, as a person writes them."""


def counted(number: int, noun: str) -> str:
    """``1 unit``, ``2 units``, ``0 entries``; the last word of the noun is put into the plural by the English rule."""
    if number == 1:
        return f"1 {noun}"
    ending = noun[-2:]
    if ending[1:] == "y" and ending[0] not in "aeiou":
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}s"
