"""What each segment of a scraped article is: heading, sentence, caption, boilerplate or foreign, and why.

Nothing is dropped: boilerplate stays a segment, for the reviewer to see.
In doubt a segment is text, because an untranslated sentence costs more than a translated menu.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from bitext.classification.cues import Label, block_label, credit_label, notice_label
from bitext.classification.glue import pieces
from bitext.classification.repetition import Repetition
from bitext.classification.surroundings import by_surroundings
from bitext.language import Guess, german_words, identify, script
from bitext.model import Article, Kind, Segment

__all__ = ["Classifier", "Repetition", "classify", "foreign_document", "foreign_language"]

_GLUED = 500
"""Longer segments are not looked at for glued lines."""
_REPEATED = 300
"""Longer blocks are not learnt as repetitions."""
_DOCUMENT_CONFIDENCE = 0.6
"""Below this a document's language is not known; whole German news articles reach 0.9 and more."""
_SURE = 0.93
"""From here on a guess outweighs a German word in the text."""
_GERMAN = {"de", "als", "bar", "nds", "lb"}
"""German and what the language model takes its dialects for."""
_DOCUMENT = "language of the document: "
_REPETITION: Label = (Kind.BOILERPLATE, "repeated across articles")
_ROLES: dict[str, Label] = {
    "credit": (Kind.BOILERPLATE, "picture credit"),
    "sign-off": (Kind.BOILERPLATE, "sign-off"),
    "caption": (Kind.CAPTION, "stands with a picture credit"),
    "signed": (Kind.SENTENCE, ""),
    "heading": (Kind.HEADING, "glued to the text"),
}


class Classifier:
    """Classifies the articles of a dump in order and learns what they repeat.

    ``repetition``: what was learnt before, from a first pass over the dump for instance.
    None learns on the way: the first few articles of a dump keep what turns out later to be repeated.
    ``learn``: whether the articles classified are learnt from.
    """

    def __init__(self, repetition: Repetition | None = None, *, learn: bool = True) -> None:
        self._repetition = repetition or Repetition()
        self._learns = learn

    def learn(self, segments: Sequence[Segment]) -> None:
        """Counts an article's blocks for the repetitions of its dump."""
        self._repetition.learn(text for text in _block_texts(segments) if len(text) <= _REPEATED)

    def classify(self, article: Article, segments: Sequence[Segment]) -> tuple[Segment, ...]:
        """The article's segments with kind and reason, cut again where lines were glued together, numbered anew.

        Text and gaps are the same characters as before (law 1).
        """
        if self._learns:
            self.learn(segments)
        foreign = foreign_document(article)
        labelled: list[Segment] = []
        for _, group in groupby(segments, key=attrgetter("paragraph")):
            labelled.extend(self._block(list(group), foreign))
        return tuple(
            replace(segment, id=f"{article.id}#{number}")
            for number, segment in enumerate(by_surroundings(labelled, article.title), start=1)
        )

    def _block(self, block: list[Segment], foreign: Guess | None) -> Iterator[Segment]:
        text = " ".join(segment.text for segment in block)
        repeated = len(text) <= _REPEATED and self._repetition.is_repeated(text)
        whole = block_label(text) if len(block) > 1 else None
        for segment in block:
            for part, role in _unglued(segment):
                own = role if role and role[0] is Kind.BOILERPLATE else None
                label = (
                    (_REPETITION if repeated else own)
                    or whole
                    or (block_label(part.text) if len(block) == 1 else None)
                    or (credit_label(part.text) if segment is block[-1] else None)
                    or notice_label(part.text)
                    or _foreign(part.text, foreign)
                    or role
                )
                yield replace(part, kind=label[0], reason=label[1]) if label else part


def classify(article: Article, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of one article with kind and reason, without what only its dump could teach."""
    return Classifier(learn=False).classify(article, segments)


def foreign_document(article: Article) -> Guess | None:
    """The language of an article that is surely not German, else None."""
    guess = identify(article.text)
    if guess.code in {*_GERMAN, "und"} or guess.confidence < _DOCUMENT_CONFIDENCE:
        return None
    return guess


def foreign_language(segments: Sequence[Segment]) -> str:
    """The code of the language that the classifier took a whole document for, or nothing for a German one."""
    reasons = (segment.reason for segment in segments if segment.kind is Kind.FOREIGN)
    return next((reason.removeprefix(_DOCUMENT) for reason in reasons if reason.startswith(_DOCUMENT)), "")


def _block_texts(segments: Sequence[Segment]) -> Iterator[str]:
    for _, group in groupby(segments, key=attrgetter("paragraph")):
        yield " ".join(segment.text for segment in group)


def _foreign(text: str, document: Guess | None) -> Label | None:
    """What is not German: by its script, or by its words where there are enough of them."""
    writing = script(text)
    if writing not in {"LATIN", ""}:
        return Kind.FOREIGN, f"script: {writing.title()}"
    evidence = german_words(text)
    if evidence > 1:
        return None
    if document is not None and not evidence:
        return Kind.FOREIGN, _DOCUMENT + document.code
    words = sum(any(map(str.isalpha, word)) for word in text[:_GLUED].split())
    if words < 4:
        return None
    guess = identify(text)
    needed = _SURE if evidence else 0.5 if words >= 8 else 0.7
    if guess.code in _GERMAN or guess.confidence < needed:
        return None
    return Kind.FOREIGN, f"language: {guess.code} {guess.confidence:.2f}"


def _unglued(segment: Segment) -> Iterator[tuple[Segment, Label | None]]:
    """The parts of a segment, with the label that their role in it gives."""
    if len(segment.text) > _GLUED:
        yield segment, None
        return
    for piece in pieces(segment.text, segment.kind is Kind.SENTENCE):
        part = segment.text[piece.start : piece.end]
        if not part.strip():
            continue
        start = segment.start + piece.start + len(part) - len(part.lstrip())
        part = part.strip()
        cut = replace(segment, text=part, start=start, end=start + len(part))
        if piece.role == "rest" and piece.start:
            cut = replace(cut, kind=Kind.SENTENCE, reason="")
        yield cut, _ROLES.get(piece.role)
