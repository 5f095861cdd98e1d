"""Numbers, dates and times are compared by value."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.values import Certainty, compare, foreign_formats, values

SAME = [
    ("Es kostet 1.250,30 Euro.", "It costs €1,250.30."),
    ("Es kostet 1 250,30 Euro.", "It costs 1,250.30 euros."),
    ("Es kostet 1'250.30 Franken.", "It costs 1,250.30 francs."),
    ("Rund 2.500 Menschen kamen.", "Around 2,500 people came."),
    ("Rund 2500 Menschen kamen.", "Around 2,500 people came."),
    ("Der Kurs stieg um 0,75 Prozent.", "The price rose by 0.75 percent."),
    ("Der Umsatz lag bei 2,5 Mrd. Euro.", "Revenue was 2.5 billion euros."),
    ("Der Umsatz lag bei 2,5 Milliarden Euro.", "Revenue was €2.5bn."),
    ("Der Schaden beträgt 3 Billionen Dollar.", "The damage is 3 trillion dollars."),
    ("Sie zahlten 40 Mio. Euro.", "They paid 40,000,000 euros."),
    ("Sie bauten für 10 bis 12 Millionen Euro.", "They built for 10 million to 12 million euros."),
    ("Ein 5,5-Millionen-Euro-Haus brannte.", "A 5.5 million euro house burnt."),
    ("Am 12. Januar 2022 war Ruhe.", "All was quiet on January 12, 2022."),
    ("Am 12. Januar 2022 war Ruhe.", "All was quiet on 12 January 2022."),
    ("Am 12.01.2022 war Ruhe.", "All was quiet on the 12th of January 2022."),
    ("Am 12.1.22 war Ruhe.", "All was quiet on 01/12/2022."),
    ("Am 12. Januar 2022 war Ruhe.", "All was quiet on 2022-01-12."),
    ("Am 3. Okt. war Feier.", "There was a party on Oct. 3."),
    ("Um 20.15 Uhr beginnt der Film.", "The film starts at 8:15 p.m."),
    ("Um 20:15 Uhr beginnt der Film.", "The film starts at 8.15pm."),
    ("Um 20 Uhr beginnt der Film.", "The film starts at 8 p.m."),
    ("Um 20 Uhr beginnt der Film.", "The film starts at eight."),
    ("Um 9 Uhr beginnt der Film.", "The film starts at 9 o'clock."),
    ("Sie siegten 3:1.", "They won 3-1."),
    ("Zwölf Boote fehlen.", "Twelve boats are missing."),
    ("Zwölf Boote fehlen.", "12 boats are missing."),
    ("Ein Dutzend Boote fehlt.", "12 boats are missing."),
    ("Es fehlen 21 Boote.", "Twenty-one boats are missing."),
    ("Es fehlen einundzwanzig Boote.", "21 boats are missing."),
    ("Es waren zweihundertfünf Boote.", "There were two hundred and five boats."),
    ("Es waren dreitausend Boote.", "There were three thousand boats."),
    ("Der 19-Jährige ruderte.", "The nineteen-year-old rowed."),
    ("Er kam als 21. ins Ziel.", "He finished twenty-first."),
    ("Er kam als Dritter ins Ziel.", "He finished 3rd."),
    ("Im 20. Jahrhundert gab es das.", "It existed in the twentieth century."),
    ("In den 90er Jahren gab es das.", "It existed in the 1990s."),
    ("In den 1990er-Jahren gab es das.", "It existed in the '90s."),
    ("Die Saison 2017/18 war gut.", "The 2017-2018 season was good."),
    ("Heinrich VIII. heiratete oft.", "Henry VIII married often."),
    ("Eine halbe Stunde verging.", "30 minutes, or half an hour, went by."),
    ("Zweieinhalb Jahre vergingen.", "Two and a half years went by."),
    ("Version 0.85.1 ist da.", "Version 0.85.1 is here."),
    ("Nach § 15 Abs. 2 geht das.", "Section 15(2) allows it."),
    ("Seit dem 11. September 2001.", "Since 9/11/2001."),
    ("Die Hälfte, also 50 Prozent.", "Half of it."),
    ("Er lief 4x100 Meter.", "He ran the 4 x 100 metres."),
    ("Sie ist 1,80 Meter groß.", "She is 1.8 metres tall."),
    ("Rund 100.000 Fans.", "About a hundred thousand fans."),
    ("Täglich um 17 und 20 Uhr.", "Every day at 5 and 8 p.m."),
    ("Von 9 bis 17 Uhr.", "From 9 a.m. to 5 p.m."),
    ("Es sind 8 Milliarden Euro.", "It is 8 thousand million euros."),
    ("Stand: 30.06. des Jahres.", "As of 30 June of the year."),
    ("Der Indikator 8.5.b steigt auf 11.2.", "Indicator 8.5.b rises to 11.2."),
    ("Im 17. Jahrhundert.", "In the 1600s."),
    ("Ein Boss 302 mit 440 PS.", "A Boss 302 440 hp car."),
    ("Siehe https://example.org/2019/5 dazu.", "See it there."),
]


@pytest.mark.parametrize(("german", "english"), SAME)
def test_same_values(german: str, english: str) -> None:
    """Both conventions of writing a value are the same value."""
    assert compare(values(german, "de"), values(english, "en")) == ([], [])


@pytest.mark.parametrize(
    ("german", "english", "missing", "extra"),
    [
        ("Es sind 1.250 Tonnen.", "It is 1.250 tons.", ["1.250"], ["1.250"]),
        ("Es sind 283,82 Euro.", "It is 28.82 euros.", ["283,82"], ["28.82"]),
        ("Es sind 2,5 Mrd. Euro.", "It is 2.5 million euros.", ["2,5 Mrd"], ["2.5 million"]),
        ("Es sind 2 Billionen Euro.", "It is 2 billion euros.", ["2 Billionen"], ["2 billion"]),
        ("Am 12. Januar.", "On February 12.", ["Januar"], ["February"]),
        ("Um 20.15 Uhr.", "At 8:50 p.m.", ["20.15 Uhr"], ["8:50 p.m."]),
        ("Zwölf Boote fehlen.", "Thirteen boats are missing.", ["Zwölf"], ["Thirteen"]),
        ("Version 0.85.1 ist da.", "Version 0.85.2 is here.", ["0.85.1"], ["0.85.2"]),
        ("Heinrich VIII. heiratete.", "Henry VII married.", ["VIII"], ["VII"]),
        ("Es gab 7 Tote.", "There were dead.", ["7"], []),
        ("Es gab Tote.", "There were 7 dead.", [], ["7"]),
    ],
)
def test_other_values(german: str, english: str, missing: list[str], extra: list[str]) -> None:
    """A value that is not the same is named on both sides."""
    left, right = compare(values(german, "de"), values(english, "en"))
    assert ([value.text for value in left], [value.text for value in right]) == (missing, extra)


def test_offsets() -> None:
    """A value knows where it stands."""
    text = "Am 3. Mai um 20.15 Uhr zahlte er 2,5 Mrd. Euro."
    for value in values(text, "de"):
        assert text[value.start : value.end] == value.text


def test_hints_are_never_missed() -> None:
    """Words that only may be numbers are not asked for on the other side."""
    assert compare(values("Ein Paar kam.", "de"), values("They came.", "en")) == ([], [])


def test_words_are_less_certain_than_digits() -> None:
    """A number in words is known as such."""
    assert [value.certainty for value in values("Zwölf und 13", "de")] == [Certainty.WORD, Certainty.DIGITS]


@pytest.mark.parametrize(
    ("text", "found"), [("It is 1.250,30.", ["1.250,30"]), ("It is 2,5.", ["2,5"]), ("It is 2.5.", [])]
)
def test_foreign_formats(text: str, found: list[str]) -> None:
    """German conventions in English are recognised."""
    assert [value.text for value in foreign_formats(text, "en")] == found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_any_amount_in_both_conventions(whole: int, cents: int) -> None:
    """Every amount of money is the same in both languages."""
    english = f"{whole:,}.{cents:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert compare(values(f"Es sind {german} Euro", "de"), values(f"It is {english} euros", "en")) == ([], [])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9))
def test_any_other_amount_is_noticed(whole: int, more: int) -> None:
    """No amount passes for another."""
    left, right = compare(values(f"Es sind {whole},5 Tonnen", "de"), values(f"It is {whole + more}.5 tons", "en"))
    assert left
    assert right


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No text breaks the reading of values, and every value is a piece of it."""
    for language in ("de", "en"):
        for value in values(text, language):
            assert re.sub(r"\s", "", text[value.start : value.end])
