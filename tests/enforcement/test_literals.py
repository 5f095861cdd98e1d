"""Numbers and addresses of the source stand in the translation by value."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bitext.decoding import Answer, Decoding, Draft, Hypothesis, Request
from bitext.enforcement import enforce
from bitext.enforcement.literals import chosen, put_in
from bitext.glossary import Glossary, Matcher
from bitext.model import Severity, TermEntry
from bitext.testing import WordEngine


class Several(WordEngine):
    """An engine that gives a list of translations, each less likely than the one before."""

    def __init__(self, texts: Sequence[str], step: float = 0.1) -> None:
        super().__init__()
        self.texts, self.step = texts, step

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[Answer]:
        """All translations."""
        self.requests += requests
        found = tuple(
            Hypothesis(self.target_pieces(text), text, -0.1 - self.step * i) for i, text in enumerate(self.texts)
        )
        return [Answer(found[0], lambda: found[1:]) for _ in requests]


def draft(engine: WordEngine, source: str, target: str) -> Draft:
    """A draft of a sentence."""
    return Draft(source, engine.source_pieces(source), Hypothesis(engine.target_pieces(target), target, -0.1))


def test_another_translation_of_the_model_with_the_right_number_wins() -> None:
    """The likeliest of the model's translations that has the number by value takes the place of the first."""
    engine = Several(["It cost 25.3 euros.", "Cost it was 23 euros.", "It cost 23.5 euros.", "It did cost 23.5 euros."])
    (one,) = chosen(engine, [draft(engine, "Es kostete 23,5 Euro.", engine.texts[0])], Decoding())
    assert one.hypothesis.text == "It cost 23.5 euros."
    assert [issue.severity for issue in one.issues] == [Severity.INFO]


def test_what_the_first_search_found_is_looked_at_first() -> None:
    """Where another hypothesis of the first search has the number, nothing is decoded again."""
    engine = Several(["Not asked."])
    first = draft(engine, "Es kostete 23,5 Euro.", "It cost 25.3 euros.")
    other = Hypothesis(engine.target_pieces("It cost 23.5 euros."), "It cost 23.5 euros.", -0.2)
    (one,) = chosen(engine, [replace(first, others=lambda: [other])], Decoding())
    assert one.hypothesis is other
    assert not engine.requests


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Mehr auf www.beispiel.de/abc!", "More at www.beispel.de/ab!"),
        ("6:2,3:6,6:1,5:7,3:6 hieß es.", "It was 6:2.3.6.6:1.5:7.36 and 1, 2, 3, 4, 5, 8."),
    ],
)
def test_no_search_where_it_would_not_mend_anything(source: str, target: str) -> None:
    """Addresses are put in place afterwards, and a garbled table of results stays garbled: neither is decoded again."""
    engine = Several([target])
    chosen(engine, [draft(engine, source, target)], Decoding())
    assert not engine.requests


def test_a_translation_that_is_much_less_likely_does_not_win() -> None:
    """A right number does not excuse a bad sentence: beyond the tolerance the first translation stays."""
    engine = Several(["It cost 25 euros.", "Euros 23."], step=0.6)
    before = draft(engine, "Es kostete 23 Euro.", engine.texts[0])
    assert chosen(engine, [before], Decoding()) == [before]


def test_right_numbers_are_not_decoded_again() -> None:
    """Sentences whose numbers agree by value, and those without numbers, cost nothing."""
    engine = Several([])
    drafts = [draft(engine, "Am 3. Mai kamen 1.500.", "On 3 May 1,500 came."), draft(engine, "Er kam.", "He came.")]
    assert chosen(engine, drafts, Decoding()) == drafts
    assert not engine.requests


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("Es waren 1.250 Gäste.", "There were 1,520 guests.", "There were 1,250 guests."),
        ("Es sind 2,5 Grad.", "It is 2.3 degrees.", "It is 2.5 degrees."),
        ("Mehr auf www.beispiel.de/abc!", "More at www.beispel.de/ab!", "More at www.beispiel.de/abc!"),
        ("Schreiben Sie an rat@haus.at.", "Write to rats@hause.at.", "Write to rat@haus.at."),
    ],
)
def test_one_wrong_number_or_address_is_put_in(source: str, target: str, wanted: str) -> None:
    """A number or address that is wrong is written as the source has it, in English digits, and said as a warning."""
    engine = WordEngine()
    mended = put_in(engine, draft(engine, source, target))
    assert mended.hypothesis.text == wanted
    assert [issue.severity for issue in mended.issues] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Es stand 3 gegen 4.", "It was 5 against 6."),
        ("Er kam 1998.", "He came."),
        ("Er kam.", "He came in 1998."),
        ("Mehr auf www.beispiel.de.", "More there."),
    ],
)
def test_what_is_not_clear_is_left_to_the_checks(source: str, target: str) -> None:
    """Two wrong numbers, or one without a counterpart, are not guessed at."""
    engine = WordEngine()
    before = draft(engine, source, target)
    assert put_in(engine, before) is before


def test_a_term_with_digits_is_not_lost_to_a_number() -> None:
    """What the glossary wants stands, though its number is another than the source's."""
    engine = WordEngine(respond=lambda text: "The Club of 8 met.")
    glossary = Glossary((TermEntry("G7", ("Club of 8",)),))
    source = "Die G7 tagten."
    found = Matcher(glossary).find(source)
    (result,) = enforce(engine, [draft(engine, source, "The Club of 8 met.")], [found], Decoding())
    assert result.draft.hypothesis.text == "The Club of 8 met."
