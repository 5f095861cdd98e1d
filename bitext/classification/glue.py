"""Where lines that a scraper ran together are cut apart again."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_AGENCY = (
    r"(?:dpa|DPA|AFP|AP|Reuters|REUTERS|imago(?: images)?|IMAGO|picture[ -]alliance|Getty(?: Images)?|SNA|Sputnik|epd|"
    r"KNA|APA|SDA|sda|Keystone|EPA|ddp|dapd|Xinhua|TASS|RIA Novosti|Shutterstock|iStock|Pixabay|Unsplash|Wikimedia|"
    r"CC[ -]BY)"
)
_CREDIT_TAIL = re.compile(
    rf"\s*(?P<credit>[-–|/]\s{_AGENCY}\b[^.!?]{{0,60}}|(?:©|\(c\))\s?[^.!?]{{2,80}}|"
    rf"[(\[]?(?:Foto|Bild|Bildquelle|Grafik|Archivfoto|Symbolbild|Symbolfoto)s?:\s[^!?]{{2,80}}|"
    rf"[(\[](?:Archivbild|Archivfoto|Symbolbild|Symbolfoto)[^()]{{0,40}}[)\]])\Z"
)
_SIGN_OFF = re.compile(
    rf"\s*(?P<credit>\((?:[^()]{{0,80}}[,;–/]\s*)?\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}\)|"
    rf"\((?:{_AGENCY}|red|ag)(?:[\s,/]+(?:{_AGENCY}|red|ag))*\)|\([a-zäöü]{{2,4}}(?:[,/]\s?[a-zäöü]{{2,4}})+\))\Z"
)
"""Who wrote it and when, in brackets behind the last sentence, as agencies and newspapers have it."""
_DATED_TAIL = re.compile(r"\s(?P<credit>[-–]\s[^-–.!?]{2,30},\s(?:\d{3,4},\s)?\d{1,2}\.\d{1,2}\.\d{4})\Z")
"""What image archives append: source, width, day."""
_CREDIT_HEAD = re.compile(
    r"\A(?P<credit>(?:©|\(c\)|(?:Archiv|Symbol)?[Ff]otos?:|Bild(?:quelle)?:)\s?[^.!?\n]{2,80}?"
    r"(?:(?<!\bM)[a-zäöüß](?<!\bMac)|[A-Z]{2}))(?=[A-ZÄÖÜ][a-zäöüß]+\s)"
)
"""A credit with the caption stuck to it: a capital where none can be, but not in names such as McDonald."""
_STARTERS = (
    r"(?:Der|Die|Das|Ein|Eine|Einen|Einem|Dem|Den|Im|Am|Bei|Nach|Mit|Für|Auf|Aus|Von|Vor|Seit|Wegen|Laut|Trotz|Wer|Was|Wie|"
    r"Wenn|Als|Er|Sie|Es|Wir|Ich|Doch|Aber|Auch|Nun|Jetzt|Noch|Mehr|Viele|Zwei|Drei|Diese|Dieser|Dieses|Seine|Ihre|Zum|Zur|"
    r"Unter|Über)"
)
_HEADLINE = re.compile(rf"\A(?P<head>\S+(?:\s+\S+){{2,14}}?[a-zäöüß\"“»?!])(?={_STARTERS}\s+\w)")


class Piece(NamedTuple):
    """A part of a block and what it is there for."""

    start: int
    end: int
    role: str
    """``credit``, ``caption``, ``sign-off``, ``signed`` for what stands before it, ``heading`` or ``rest``."""


def pieces(text: str, is_sentence: bool) -> Iterator[Piece]:
    """The parts of a segment in order, some perhaps blank, which together are all of it.

    It is one ``rest`` when nothing is glued.
    A credit is cut from its caption, and from a segment that is no sentence a headline is cut from what follows it.
    """
    head = _CREDIT_HEAD.match(text)
    if head and head.end() < len(text):
        yield Piece(0, head.end("credit"), "credit")
        yield Piece(head.end("credit"), len(text), "caption")
        return
    signed = _SIGN_OFF.search(text)
    if signed:
        yield Piece(0, signed.start("credit"), "signed")
        yield Piece(signed.start("credit"), len(text), "sign-off")
        return
    tail = _CREDIT_TAIL.search(text) or _DATED_TAIL.search(text)
    if tail and any(map(str.isalpha, text[: tail.start()])):
        yield Piece(0, tail.start(), "rest" if is_sentence else "caption")
        yield Piece(tail.start("credit"), len(text), "credit")
        return
    line = _HEADLINE.match(text)
    if line:
        yield Piece(0, line.end("head"), "heading")
        yield Piece(line.end("head"), len(text), "rest")
        return
    yield Piece(0, len(text), "rest")
