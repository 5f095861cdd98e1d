"""What the place of a segment among the others tells of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bitext.model import Kind, Segment

_FULL_STOP = re.compile(r"[.!?…][\"'“”»«‹›’‘)\]]*\Z")
_QUOTED = re.compile(r"\A[„“\"»«].*[“”\"«»]\Z", re.DOTALL)
_VALUE = re.compile(r"[|\t]|\d\W*\Z|:\Z")
"""Rows of tables, references to years, and headings of lists belong to the article though no sentence follows."""
_LINKS = 5
"""So many short headings in a row, before any sentence, are the links of a page."""
_TEASER = 4
"""Words from which a heading can be that of another article."""
_LONGEST_HEADING = 120
"""Longer ones at the end are sentences that lost their full stop."""


def by_surroundings(segments: Sequence[Segment], title: str) -> list[Segment]:
    """The segments, with titles and repeated headings named, and headings that no text follows made boilerplate."""
    prose = [number for number, segment in enumerate(segments) if _is_prose(segment)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(segments))
    return _named(
        [*_before(segments[:first], title), *segments[first : last + 1], *_after(segments[last + 1 :])],
        title,
    )


def _before(segments: Sequence[Segment], title: str) -> list[Segment]:
    """What stands before the first sentence: many short headings in a row are links, but not what precedes the text."""
    result = list(segments)
    run: list[int] = []
    for number, segment in enumerate(segments):
        short = segment.kind is Kind.HEADING and len(segment.text.split()) < _TEASER and segment.text != title
        if short or (run and segment.kind is Kind.BOILERPLATE):
            run.append(number)
            continue
        _mark_links(result, run)
        run = []
    _mark_links(result, run[:-1])
    return result


def _mark_links(segments: list[Segment], run: Sequence[int]) -> None:
    headings = [number for number in run if segments[number].kind is Kind.HEADING]
    if len(headings) >= _LINKS:
        for number in headings:
            segments[number] = replace(segments[number], kind=Kind.BOILERPLATE, reason="list of links")


def _is_prose(segment: Segment) -> bool:
    return (
        segment.kind is Kind.SENTENCE
        and _FULL_STOP.search(segment.text) is not None
        and len(segment.text.split()) >= _TEASER
    )


def _after(segments: Sequence[Segment]) -> list[Segment]:
    """What stands behind the last sentence: a heading there is a link, and so is a caption before such a heading."""
    result = list(segments)
    for number, segment in reversed(list(enumerate(segments))):
        if segment.kind is Kind.HEADING and _is_link(segment.text):
            result[number] = replace(segment, kind=Kind.BOILERPLATE, reason="heading that no text follows")
        elif segment.kind is Kind.CAPTION and _is_teaser(segments, number):
            result[number] = replace(segment, kind=Kind.BOILERPLATE, reason="caption of a related link")
    return result


def _is_link(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _QUOTED.match(text) and not _VALUE.search(text)


def _is_teaser(segments: Sequence[Segment], number: int) -> bool:
    following = next((s for s in segments[number + 1 :] if s.reason != "picture credit"), None)
    return following is not None and following.kind is Kind.HEADING and len(following.text.split()) >= _TEASER


def _named(segments: list[Segment], title: str) -> list[Segment]:
    first: dict[str, int] = {}
    result = []
    for number, segment in enumerate(segments, start=1):
        same = number
        if segment.kind in {Kind.HEADING, Kind.CAPTION}:
            same = first.setdefault(" ".join(segment.text.split()), number)
        if same != number:
            result.append(replace(segment, reason=f"{segment.reason}; repeats segment {same}"))
        elif segment.text == title and segment.kind in {Kind.HEADING, Kind.SENTENCE, Kind.CAPTION}:
            result.append(replace(segment, kind=Kind.HEADING, reason="title"))
        else:
            result.append(segment)
    return result
