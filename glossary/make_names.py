"""Write names-de-en.tsv: countries, regions, languages and currencies out of the CLDR that Babel carries.

``python glossary/make_names.py`` writes the file beside this one, the same on every run with the same Babel.
names-hand-checked.csv adds what CLDR has not: the usual English name where CLDR's is not the press's, other German
spellings, and the adjectives and inhabitants.  Its lines with the code ``-`` are places outside CLDR.
Names that are the same in both languages are left out, and so is every name that de-en.tsv has already.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version, get_global
from babel.languages import get_official_languages
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

HERE = Path(__file__).parent
COLUMNS = ("source", "target", "variants", "forbidden", "case", "status", "note", "example")
DE, EN = Locale.parse("de"), Locale.parse("en")

ODD_PLACES = frozenset({"001", "018", "021", "057", "AC", "EU", "EZ", "HK", "MO", "QO", "UM", "UN", "XA", "XB", "ZZ"})
"""CLDR codes whose names are not names of news texts: the world, pseudo-locales, administrative wordings."""
ODD_LANGUAGES = frozenset({"bn", "de", "dv", "gil", "hak", "ht", "kl", "na", "nan", "niu", "pau", "rn", "ss", "tvl"})
"""Languages whose name in CLDR is not the usual one; Deutsch and Niue are a surname and a country too."""
ODD_CURRENCIES = frozenset({"BAM", "CNY", "GYD", "KGS", "TOP"})
"""Wordings or spellings of CLDR that no paper uses."""
MORE_CURRENCIES = (
    ("Rubel", ("ruble", "rouble")),
    ("Rupie", ("rupee",)),
    ("Schekel", ("shekel", "sheqel")),
    ("Hrywnja", ("hryvnia",)),
)
"""Short names that mean nothing else in German; Mark, Real, Won, Rand, Krone and Franken do."""

HEADER = f"""\
# German names of countries, regions, languages and currencies and their English names.
# Written by make_names.py; do not edit here: change names-hand-checked.csv, or de-en.tsv, which wins.
# Names: Unicode CLDR {get_cldr_version()}, (c) Unicode, Inc., licence Unicode-3.0 (https://www.unicode.org/license.txt).
# Adjectives, inhabitants and other spellings: checked by hand, of this project."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file."""

    source: str
    targets: tuple[str, ...]
    variants: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of names-hand-checked.csv."""

    code: str
    german: tuple[str, ...]
    english: str
    accepted: tuple[str, ...]
    adjective: str
    """``französisch=French``; more than one German or English word with ``|``."""
    inhabitant: str


def places() -> list[Place]:
    """The hand-checked lines in their order."""
    with (HERE / "names-hand-checked.csv").open(encoding="utf-8", newline="") as file:
        return [
            Place(
                line["code"],
                split(line["german"]),
                line["english"],
                split(line["accepted"]),
                line["adjective"],
                line["inhabitant"],
            )
            for line in csv.DictReader(file)
        ]


def split(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell."""
    return tuple(part for part in cell.split("|") if part)


def place_names(hand: Iterable[Place]) -> Iterator[Row]:
    """Countries and regions: CLDR's name, corrected and enlarged by hand."""
    known = {place.code: place for place in hand if place.code != "-"}
    for code, name in DE.territories.items():
        if code in ODD_PLACES:
            continue
        place = known.get(code, Place(code, (), "", (), "", ""))
        english = EN.territories[code].replace(" & ", " and ")
        plain = "(" not in english and " - " not in english
        targets = (place.english, *((english,) if plain or not place.english else ()), *place.accepted)
        if name != english or place.german:
            yield Row(name, targets, place.german)
    for place in hand:
        if place.code == "-" and place.german:
            yield Row(place.german[0], (place.english, *place.accepted), place.german[1:])


def derived(hand: Iterable[Place], column: str) -> Iterator[Row]:
    """Adjectives or inhabitants; only wished for, as English often says "France's" or "of France"."""
    for place in hand:
        germans, _, english = getattr(place, column).partition("=")
        if germans:
            name = place.english or EN.territories.get(place.code, "")
            first, *others = split(germans)
            others += [form for noun in (first, *others) for form in plural(noun)]
            yield Row(first, (*split(english), *place.accepted, name), tuple(others), status="prefer")


def plural(noun: str) -> Iterator[str]:
    """The form in -n of an inhabitant, which few German dictionaries list: Russen, Europäern, Russinnen."""
    if noun[0].isupper() and noun.endswith(("e", "er")):
        yield noun + "n"
    elif noun[0].isupper() and noun.endswith("in"):
        yield noun + "nen"
    elif noun[0].isupper() and noun.endswith("t"):
        yield noun + "en"


def languages() -> Iterator[Row]:
    """The languages that are official somewhere."""
    codes = {code.split("_")[0] for place in DE.territories for code in get_official_languages(str(place))}
    for code in codes - ODD_LANGUAGES:
        german, english = DE.languages.get(code, ""), EN.languages.get(code, "")
        if german != english and german and english and "(" not in german:
            yield Row(german, (english,))


def currencies() -> Iterator[Row]:
    """The currencies in use with a name of more than one word, and a few short names.

    Those with a symbol in English, and all dollars and pounds, are only wished for: a translation may write "$5".
    """
    codes = {code for place in get_global("territory_currencies") for code in get_territory_currencies(str(place))}
    for code in codes - ODD_CURRENCIES:
        german = get_currency_name(code, locale=DE)
        if "(" in german or not (" " in german or "-" in german):
            continue
        has_symbol = get_currency_symbol(code, locale=EN) != code or german.endswith(("-Dollar", "Pfund"))
        yield Row(german, english_money(code, german), status="prefer" if has_symbol else "")
    for german, targets in MORE_CURRENCIES:
        yield Row(german, targets)


def english_money(code: str, german: str) -> tuple[str, ...]:
    """The English names of a currency: full and short, an irregular plural, the British spelling of ruble."""
    one, other = (get_currency_name(code, count=count, locale=EN).replace(" & ", " and ") for count in (1, 2))
    forms = [one] if other.lower() in (one.lower(), one.lower() + "s") else [one, other]
    forms += [form.split()[-1] for form in forms]
    forms += [form.replace("ruble", "rouble") for form in forms if "ruble" in form]
    if german.endswith("Krone"):
        forms.append("crown")
    return tuple(forms)


def without_known(rows: Iterable[Row], known: set[str]) -> Iterator[Row]:
    """The rows in alphabetical order whose names are new; the names are added to ``known``."""
    for row in sorted(rows, key=lambda row: (row.source.casefold(), row.source)):
        if row.source in known:
            continue
        known.add(row.source)
        variants = tuple(form for form in row.variants if form not in known)
        known.update(variants)
        yield Row(row.source, unrepeated(row.targets), variants, row.status)


def unrepeated(targets: Iterable[str]) -> tuple[str, ...]:
    """The targets without empty ones and those that only add capitals or hyphens, which a match accepts anyway."""
    kept: list[str] = []
    for form in targets:
        plain = form.replace("-", " ")
        if form and not any(
            plain.lower() == other.replace("-", " ").lower() and capitals(other) <= capitals(form) for other in kept
        ):
            kept.append(form)
    return tuple(kept)


def capitals(text: str) -> int:
    """The number of capital letters."""
    return sum(char.isupper() for char in text)


def names_of(path: Path) -> set[str]:
    """Every source and variant of a glossary file."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {form for cells in lines[1:] for cell in (cells[0], *cells[2:3]) for form in split(cell)}


def line(row: Row) -> str:
    """The row as a line of TSV, empty cells at the end left out."""
    cells = (row.source, "|".join(row.targets), "|".join(row.variants), "", "", row.status)
    return "\t".join(cells).rstrip("\t")


def text() -> str:
    """The whole file."""
    hand, known = places(), names_of(HERE / "de-en.tsv")
    sections = {
        "Countries and regions": place_names(hand),
        "Adjectives": derived(hand, "adjective"),
        "Inhabitants": derived(hand, "inhabitant"),
        "Languages": languages(),
        "Currencies": currencies(),
    }
    lines = [HEADER, "\t".join(COLUMNS)]
    for title, rows in sections.items():
        lines += ["", f"# {title}", *(line(row) for row in without_known(rows, known))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (HERE / "names-de-en.tsv").write_text(text(), encoding="utf-8", newline="\n")
