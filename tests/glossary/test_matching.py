"""Where a glossary's terms are found in German text, and where not."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.glossary import Matcher
from bitext.model import CasePolicy, TermEntry, TermMatch, TermStatus


def entry(source: str, *targets: str, variants: str = "", case: CasePolicy = CasePolicy.AUTO) -> TermEntry:
    return TermEntry(source, targets, tuple(variants.split("|")) if variants else (), case=case)


ENTRIES = (
    entry("Nato-Russland-Rat", "NATO-Russia Council", variants="NATO-Russland-Rat"),
    entry("Nato", "NATO", variants="NATO"),
    entry("OSZE", "OSCE"),
    entry("EU", "EU"),
    entry("EU-Kommission", "European Commission"),
    entry("AfD", "AfD"),
    entry("Weißes Haus", "White House"),
    entry("Rotes Kreuz", "Red Cross"),
    entry("Vereinte Nationen", "United Nations"),
    entry("Vereinigte Arabische Emirate", "United Arab Emirates"),
    entry("Niederlande", "Netherlands"),
    entry("Auswärtiges Amt", "Federal Foreign Office"),
    entry("Neue Zürcher Zeitung", "Neue Zürcher Zeitung"),
    entry("Rat", "council"),
    entry("Union", "Union"),
    entry("Europäische Union", "European Union"),
    entry("Angela Merkel", "Angela Merkel", variants="Merkel"),
    entry("Olaf Scholz", "Olaf Scholz", variants="Scholz"),
    entry("Ursula von der Leyen", "Ursula von der Leyen"),
    entry("Peter Altmaier", "Peter Altmaier"),
    entry("Grüne", "Greens"),
    entry("die Liberalen", "the Liberals"),
    entry("Die Linke", "The Left"),
    entry("Die Republikaner", "The Republicans"),
    entry("Die Welt", "Die Welt"),
    entry("Alternative für Deutschland", "Alternative for Germany"),
    entry("Bundesheer", "Austrian Armed Forces"),
    entry("Wiener Philharmoniker", "Vienna Philharmonic"),
    entry("Bundespräsident", "Federal President"),
    entry("Beauftragter", "commissioner"),
    entry("Mitgliedstaat", "member state"),
    entry("Bund", "federal government"),
    entry("neue Länder", "new states"),
    entry("Bürgerkrieg", "civil war", case=CasePolicy.SENSITIVE),
    entry("iPhone", "iPhone", case=CasePolicy.INSENSITIVE),
)
MATCHER = Matcher(ENTRIES)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(match.entry.source, match.form, match.how) for match in MATCHER.find(text)]


@pytest.mark.parametrize(
    ("text", "source", "form", "how"),
    [
        ("Sprecherin des Weißen Hauses", "Weißes Haus", "Weißen Hauses", "inflected"),
        ("Das Weiße Haus schweigt.", "Weißes Haus", "Weiße Haus", "inflected"),
        ("Das Weisse Haus schweigt.", "Weißes Haus", "Weisse Haus", "inflected"),
        ("WEISSES HAUS WARNT", "Weißes Haus", "WEISSES HAUS", "exact"),
        ("Wei\u00dfes\u00a0Haus", "Weißes Haus", "Weißes\u00a0Haus", "exact"),
        ("im Weißen\nHaus", "Weißes Haus", "Weißen\nHaus", "inflected"),
        ("des Nato-Russland-Rates", "Nato-Russland-Rat", "Nato-Russland-Rates", "inflected"),
        ("des NATO-Russland-Rats", "Nato-Russland-Rat", "NATO-Russland-Rats", "inflected"),
        ("der Nato\u2011Russland\u2013Rat", "Nato-Russland-Rat", "Nato\u2011Russland\u2013Rat", "exact"),
        ("die Nato-Staaten", "Nato", "Nato", "compound"),
        ("den Nato-Außenministern", "Nato", "Nato", "compound"),
        ("Nato- und andere Staaten", "Nato", "Nato", "compound"),
        ("der Nicht-Nato-Staat", "Nato", "Nato", "compound"),
        ("die NATO-Staaten", "Nato", "NATO", "compound"),
        ("die OSZE-Mission", "OSZE", "OSZE", "compound"),
        ("der EU-Kommission", "EU-Kommission", "EU-Kommission", "exact"),
        ("die Rote-Kreuz-Helfer", "Rotes Kreuz", "Rote-Kreuz", "compound"),
        ("der Vereinten Nationen", "Vereinte Nationen", "Vereinten Nationen", "inflected"),
        ("Mitarbeiter Vereinter Nationen", "Vereinte Nationen", "Vereinter Nationen", "inflected"),
        ("Ver\u00adein\u00adte Na\u00adtionen", "Vereinte Nationen", "Ver\u00adein\u00adte Na\u00adtionen", "exact"),
        ("in den Vereinigten Arabischen Emiraten", "Vereinigte Arabische Emirate",
         "Vereinigten Arabischen Emiraten", "inflected"),
        ("in den Niederlanden", "Niederlande", "Niederlanden", "inflected"),
        ("des Auswärtigen Amtes", "Auswärtiges Amt", "Auswärtigen Amtes", "inflected"),
        ("in der Neuen Zürcher Zeitung", "Neue Zürcher Zeitung", "Neuen Zürcher Zeitung", "inflected"),
        ("die Sitzung des Rates", "Rat", "Rates", "inflected"),
        ("alle Räte", "Rat", "Räte", "inflected"),
        ("den Räten", "Rat", "Räten", "inflected"),
        ("Merkels Kurs", "Angela Merkel", "Merkels", "inflected"),
        ("Angela Merkels Kurs", "Angela Merkel", "Angela Merkels", "inflected"),
        ("Merkel's Kurs", "Angela Merkel", "Merkel's", "inflected"),
        ("Scholz' Kurs", "Olaf Scholz", "Scholz'", "inflected"),
        ("Scholz\u2019 Kurs", "Olaf Scholz", "Scholz\u2019", "inflected"),
        ("von \u201aScholz\u2018 die Rede", "Olaf Scholz", "Scholz", "variant"),
        ("von 'Scholz' die Rede", "Olaf Scholz", "Scholz", "variant"),
        ("Ursula von der Leyens Plan", "Ursula von der Leyen", "Ursula von der Leyens", "inflected"),
        ("Grüne fordern mehr.", "Grüne", "Grüne", "exact"),
        ("mit den Grünen", "Grüne", "Grünen", "inflected"),
        ("die Grünen-Chefin", "Grüne", "Grünen", "compound"),
        ("bei den Liberalen", "die Liberalen", "den Liberalen", "inflected"),
        ("die Unions-Politiker", "Union", "Unions", "compound"),
        ("dass Die Linke zustimmt", "Die Linke", "Die Linke", "exact"),
        ("Die Linke fordert mehr.", "Die Linke", "Die Linke", "exact"),
        ("Streit in der Linken", "Die Linke", "der Linken", "inflected"),
        ("Die Linken-Chefin", "Die Linke", "Linken", "compound"),
        ("dass die Republikaner siegen", "Die Republikaner", "die Republikaner", "inflected"),
        ("„Die Welt“ berichtet.", "Die Welt", "Die Welt", "exact"),
        ("dem Bundespräsidenten", "Bundespräsident", "Bundespräsidenten", "inflected"),
        ("der Beauftragte", "Beauftragter", "Beauftragte", "inflected"),
        ("den Mitgliedstaaten", "Mitgliedstaat", "Mitgliedstaaten", "inflected"),
        ("Neue Länder holen auf.", "neue Länder", "Neue Länder", "exact"),
        ("in den neuen Ländern", "neue Länder", "neuen Ländern", "inflected"),
        ("des Bundesheeres", "Bundesheer", "Bundesheeres", "inflected"),
        ("mit den Wiener Philharmonikern", "Wiener Philharmoniker", "Wiener Philharmonikern", "inflected"),
        ("des Bürgerkriegs", "Bürgerkrieg", "Bürgerkriegs", "inflected"),
        ("das IPHONE", "iPhone", "IPHONE", "exact"),
        ("AFD GEWINNT", "AfD", "AFD", "exact"),
    ],
)  # fmt: skip
def test_finds(text: str, source: str, form: str, how: str) -> None:
    """Each form is found once, with its spelling in the text and the reason."""
    assert found(text) == [(source, form, how)]


@pytest.mark.parametrize(
    "text",
    [
        "die OSZEaner und die OSZE2",
        "Wir raten ab. Raten Sie mal! Die Raten steigen.",
        "Wir weißen das Haus und wissen es.",
        "ein weißes Haus",
        "zwei Weiße Häuser",
        "beide Unionen",
        "Grüne Politik wirkt.",
        "grüne Wiesen, die grünen Wiesen",
        "Die Welt ist groß.",
        "der Republikaner Paul",
        "Das steht in der Welt.",
        "Linke Hand, die linke Hand",
        "Es gibt Alternativen für Deutschland.",
        "mail an chef@EU.int, siehe www.EU.de/Nato und https://Nato.int/OSZE",
        "nato und osze",
        "die AFD im Saal",
        "der BUND für Umwelt",
        "Natostaaten",
        "Pete Altmaier",
        "dem Liberalen Paul",
        "BÜRGERKRIEG",
        "die Neue Länderliste",
        "",
        " \u00ad ",
    ],
)
def test_leaves_alone(text: str) -> None:
    """What only looks like a term is not matched: a wrong match forces wrong English."""
    assert found(text) == []


def test_longest_wins() -> None:
    """A term inside a longer one is not matched again, outside it is."""
    assert [form for _, form, _ in found("Die Europäische Union und die Union im Nato-Russland-Rat")] == [
        "Europäische Union",
        "Union",
        "Nato-Russland-Rat",
    ]


def test_the_longer_wins_even_if_it_starts_later() -> None:
    """Of two overlapping terms the longer is kept, wherever it starts."""
    matcher = Matcher([entry("Rat Europa", "x"), entry("Europa Union Deutschland", "y")])
    assert [match.form for match in matcher.find("Rat Europa Union Deutschland")] == ["Europa Union Deutschland"]


def test_combining_marks_keep_raw_offsets() -> None:
    """Decomposed text is matched and the offsets are those of the text as given."""
    text = unicodedata.normalize("NFD", "Er sprach für die Europäische Union, Büro Brüssel.")
    (match,) = MATCHER.find(text)
    assert text[match.start : match.end] == match.form == unicodedata.normalize("NFD", "Europäische Union")


def test_keep_and_phrases_are_matched_as_written() -> None:
    """Entries with punctuation or small letters match their own spelling."""
    sources = ("F & E", "C++", "gesamten Ausgaben", "§ 8 Abs. 2", "U.S.", "St. Gallen", "des Rats-")
    matcher = Matcher([TermEntry(source, ("x",), status=TermStatus.KEEP) for source in sources])
    for source in sources:
        assert [match.form for match in matcher.find(f"wir sagen {source} dazu")] == [source]


def test_a_match_names_the_entry_it_was_made_from() -> None:
    """Equal entries of different files keep their own places."""
    for origin in ("a.tsv:1", "b.tsv:2"):
        (match,) = Matcher([TermEntry("Rat", ("council",), origin=origin)]).find("der Rat")
        assert match.entry.origin == origin


def test_the_spelling_of_the_text_decides_between_entries() -> None:
    """Of two entries that fit, the one that is spelled as in the text wins, then the later one."""
    nato, other = entry("Nato", "Nato pact"), entry("NATO", "NATO")
    for entries in ([nato, other], [other, nato]):
        assert [match.entry.source for match in Matcher(entries).find("NATO Nato")] == ["NATO", "Nato"]
    first, second = entry("Rat", "x", variants="Gremium"), entry("Amt", "y", variants="Gremium")
    assert [match.entry.source for match in Matcher([first, second]).find("Gremium")] == ["Amt"]


WORDS = st.sampled_from(
    ["Nato", "OSZE", "Rat", "Rates", "Union", "Europäische", "Weißen", "Hauses", "Haus", "und", "die", "-", "'", " ",
     "\u00ad", "\u00a0", "\u2011", "Scholz", "Merkels", "Grüne", ".", "„", "“", "EU", "Kommission", "\n", "u\u0308"]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=25).map("".join)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_matches_are_slices_in_order(text: str) -> None:
    """Matches do not overlap, stand in reading order, carry their own text and end at word borders."""
    last = 0
    for match in MATCHER.find(text):
        assert last <= match.start < match.end <= len(text)
        assert match.form == text[match.start : match.end]
        last = match.end
        _at_borders(text, match)


def _at_borders(text: str, match: TermMatch) -> None:
    before, after = text[: match.start].rstrip("\u00ad\u200b"), text[match.end :].lstrip("\u00ad\u200b")
    assert not re.search(r"[A-Za-zäöüß0-9_]\Z", before)
    assert not re.match(r"[A-Za-zäöüß0-9_]", after)


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_entry_finds_its_own_source(source: str) -> None:
    """An entry matches its citation form, written as it is, in the middle of a sentence."""
    matches = Matcher([TermEntry(source, ("x",))]).find(f"wir sagen {source} dazu")
    assert [match.form for match in matches if match.start == len("wir sagen ")] == [source]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_many_terms_with_one_first_word_change_nothing(text: str) -> None:
    """Terms that begin alike are looked up by their rarest words, and what matches is the same as one by one."""
    names = [f"{first} {n} Zeile {n % 3}" for first in ("Weißes", "die", "Nato", "neue") for n in range(40)]
    crowd = [entry(name, "line") for name in names]

    assert Matcher([*crowd, *ENTRIES]).find(text) == MATCHER.find(text)


@given(TEXTS, st.permutations(ENTRIES[:8]))
@settings(max_examples=60, deadline=None)
def test_order_of_the_glossary_does_not_matter(text: str, entries: list[TermEntry]) -> None:
    """Without two entries for one form, the order of the glossary changes nothing."""
    assert Matcher(entries).find(text) == Matcher(ENTRIES[:8]).find(text)
