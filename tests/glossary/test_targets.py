"""The English side: where a term stands and what to write."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.glossary import Matcher, check_terms, find_forbidden, find_targets, wanted_forms
from bitext.glossary.english import plural
from bitext.model import CasePolicy, TermEntry, TermMatch, TermStatus


def only(entry: TermEntry, text: str) -> TermMatch:
    (match,) = Matcher([entry]).find(text)
    return match


@pytest.mark.parametrize(
    ("target", "text", "form"),
    [
        ("NATO-Russia Council", "the NATO-Russia Council's aim", "NATO-Russia Council's"),
        ("NATO-Russia Council", "a NATO–Russia Council", "NATO–Russia Council"),
        ("NATO-Russia Council", "the NATO Russia Council", "NATO Russia Council"),
        ("White House", "WHITE HOUSE WARNS", "WHITE HOUSE"),
        ("the White House", "The White House warns", "White House"),
        ("the White House", "in White House circles", "White House"),
        ("member state", "Member States’ rights", "Member States’"),
        ("member of parliament", "Members of parliament agree", "Members of parliament"),
        ("country", "both countries", "countries"),
        ("Prime Minister", "the prime\u00a0minister and the Prime Minister", "Prime Minister"),
        ("NATO", "NATO-led", "NATO"),
        ("civil-war", "the civil war", "civil war"),
        ("People's Party", "the People ’ s Party", "People ’ s Party"),
    ],
)
def test_finds(target: str, text: str, form: str) -> None:
    """Plural, possessive, article, hyphen and capitals of the target are tolerated."""
    entry = TermEntry("Wort", (target,))
    assert [text[start:end] for start, end in find_targets(entry, only(entry, "das Wort"), text)] == [form]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("White House", "a white house"),
        ("NATO", "Nato and nato"),
        ("council", "councillors"),
        ("Left", "they left"),
        ("EU", "EUR and neutral"),
        ("", "anything"),
    ],
)
def test_rejects(target: str, text: str) -> None:
    """Small letters for a name's capitals and parts of words are no hit."""
    entry = TermEntry("Wort", (target,))
    assert find_targets(entry, only(entry, "das Wort"), text) == []


def test_insensitive_entries_ignore_case_in_the_target() -> None:
    """The case policy of an entry holds for its target too."""
    entry = TermEntry("Wort", ("Global Estimate",), case=CasePolicy.INSENSITIVE)
    assert find_targets(entry, only(entry, "das Wort"), "a global estimate") == [(2, 17)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("die Nato-Staaten", ("NATO",)),
        ("der Nato", ("NATO",)),
    ],
)
def test_a_part_of_a_compound_wants_the_term(text: str, forms: tuple[str, ...]) -> None:
    """The form wanted in a compound is that of the term alone."""
    entry = TermEntry("Nato", ("NATO",))
    assert wanted_forms(entry, only(entry, text)) == forms


def test_a_plural_wants_a_plural() -> None:
    """A form that can only be a plural wants the English plural first, others the singular."""
    entry = TermEntry("Mitgliedstaat", ("member state",))
    assert wanted_forms(entry, only(entry, "den Mitgliedstaaten")) == ("member states", "member state")
    assert wanted_forms(entry, only(entry, "des Mitgliedstaates")) == ("member state",)
    assert wanted_forms(entry, only(entry, "der Mitgliedstaat"), initial=True) == ("Member state",)


def test_the_article_of_a_target_is_optional() -> None:
    """A target with an article is tried with it and without it."""
    entry = TermEntry("Weißes Haus", ("the White House", "White House administration"))
    assert wanted_forms(entry, only(entry, "im Weißen Haus")) == (
        "the White House",
        "White House",
        "White House administration",
    )


def test_keep_wants_the_word_itself() -> None:
    """A term to keep is wanted as the glossary spells it, and its matched form is accepted."""
    entry = TermEntry("Spiegel", (), status=TermStatus.KEEP)
    match = only(entry, "des Spiegels")
    assert wanted_forms(entry, match) == ("Spiegel", "Spiegels")
    assert find_targets(entry, match, "a Spiegel report") == [(2, 9)]
    person = TermEntry("Angela Merkel", (), ("Merkel",), status=TermStatus.KEEP)
    assert wanted_forms(person, only(person, "Merkels Kurs"))[0] == "Merkel"
    person = TermEntry("Olaf Scholz", (), ("Scholz",), status=TermStatus.KEEP)
    assert wanted_forms(person, only(person, "Scholz' Kurs"))[0] == "Scholz"


def test_forbidden_forms_are_found_outside_accepted_ones() -> None:
    """A forbidden form inside an accepted one does not count."""
    entry = TermEntry("Rat", ("Council of Europe",), forbidden=("Council", "advice"))
    match = only(entry, "der Rat")
    assert find_forbidden(entry, match, "the Council of Europe") == []
    assert find_forbidden(entry, match, "Council advice") == [(0, 7), (8, 14)]


def test_an_entry_with_status_forbidden_bans_its_targets() -> None:
    """The targets of a forbidden entry must not be there, and nothing is wanted for it."""
    entry = TermEntry("Führer", ("Leader",), status=TermStatus.FORBIDDEN)
    match = only(entry, "der Führer")
    assert find_forbidden(entry, match, "the Leader") == [(4, 10)]
    assert check_terms("der Führer", "the Leader", [match]) == [(match, None)]


ENTRIES = (
    TermEntry("Nato", ("NATO",)),
    TermEntry("Union", ("Union", "EU")),
    TermEntry("Europäische Union", ("European Union", "EU")),
    TermEntry("Mitgliedstaat", ("member state",)),
)


@pytest.mark.parametrize(
    ("source", "target", "hits"),
    [
        ("Nato und Nato", "NATO and NATO", ["NATO", "NATO"]),
        ("Nato und Nato", "NATO alone", ["NATO", None]),
        ("Union und Europäische Union", "the European Union and the Union", ["Union", "European Union"]),
        ("Union und Europäische Union", "the European Union", [None, "European Union"]),
        ("Europäische Union und Union", "the EU and the Union", ["EU", "Union"]),
        ("Nato-Mitgliedstaaten der Nato", "NATO member states of NATO", ["NATO", "member states", "NATO"]),
    ],
)
def test_each_occurrence_has_a_span_of_its_own(source: str, target: str, hits: list[str | None]) -> None:
    """Repeated terms must be repeated, and a longer term's span is not shared with a shorter one."""
    matches = Matcher(ENTRIES).find(source)
    checked = check_terms(source, target, matches)
    assert [match for match, _ in checked] == list(matches)
    assert [span and target[span[0] : span[1]] for _, span in checked] == hits


@given(
    st.lists(st.sampled_from(["Nato", "Union", "Europäische Union", "und"]), max_size=12),
    st.lists(st.sampled_from(["NATO", "Union", "European Union", "EU", "and"]), max_size=12),
)
@settings(max_examples=100, deadline=None)
def test_spans_never_overlap(source: list[str], target: list[str]) -> None:
    """No piece of the translation serves two occurrences."""
    german, english = " ".join(source), " ".join(target)
    matches = Matcher(ENTRIES).find(german)
    spans = sorted(span for _, span in check_terms(german, english, matches) if span)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("member state", "member states"),
        ("country", "countries"),
        ("Secretary of State", "Secretaries of State"),
        ("spokeswoman", "spokeswomen"),
        ("church", "churches"),
        ("crisis", "crises"),
        ("runner-up", "runner-ups"),
        ("human", "humans"),
        ("headquarters", "headquarters"),
        ("day", "days"),
    ],
)
def test_plural(singular: str, expected: str) -> None:
    """The head of the term takes the plural."""
    assert plural(singular) == expected
