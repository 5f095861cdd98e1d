"""Training pairs for what news is hard at: numbers, dates, names, quotation marks, headlines, capitals, debris."""

import random
import re
from collections.abc import Iterator, Sequence

from training.corpus import Pair
from training.phrases import CITIES, COPIES, DATELINES, MENU, MONTHS, TEMPLATES, WEEKDAYS

_PLAIN = re.compile(r"(?<![\w.,:/-])\d{2,3}(?![\w.,:/%-]|\.\d)")
_YEAR = re.compile(r"(?<![\w.,:/-])(?:19|20)\d\d(?![\w.,:/-])")
_NAME = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüß]{3,}(?![\w-])")
_STRAIGHT = re.compile(r'"([^"]+)"')
_GERMAN_MARKS = (("„", "“"), ("„", "“"), ("„", "“"), ("„", "”"), ("»", "«"), ("«", "»"))


def german_number(value: int) -> str:
    """Return ``value`` with points between groups of three, as German text groups from 10,000 on and often before."""
    return f"{value:,}".replace(",", ".")


def _sized(rng: random.Random) -> int:
    return rng.randint(10 ** (digits := rng.choice((1, 2, 2, 2, 3, 3, 4, 5, 6))), 10 ** (digits + 1) - 1)


def swap_numbers(pair: Pair, rng: random.Random) -> tuple[str, str] | None:
    """Return the pair with each number that both sides share replaced by another of its kind, or None without one."""
    de, en, swapped = pair.de, pair.en, False
    for pattern in (_YEAR, _PLAIN):
        for old in sorted(set(pattern.findall(pair.de))):
            if pair.de.count(old) != 1 or pair.en.count(old) != 1 or not pattern.search(pair.en):
                continue
            if pattern is _YEAR:
                new_de = new_en = str(rng.randint(1900, 2035))
            elif rng.random() < 0.25:
                whole, tenth = rng.randint(0, 300), rng.randint(1, 99)
                new_de, new_en = f"{whole},{tenth}", f"{whole}.{tenth}"
            else:
                value = _sized(rng)
                new_de, new_en = german_number(value), f"{value:,}"
            de, en, swapped = de.replace(old, new_de), en.replace(old, new_en), True
    return (de, en) if swapped else None


def shared_names(pair: Pair) -> list[str]:
    """Return the capitalised words inside the German sentence that the English side carries unchanged, once each."""
    return [
        name
        for name in set(_NAME.findall(pair.de))
        if len(re.findall(rf"\b{name}\b", pair.de)) == 1 and len(re.findall(rf"(?<=[a-z,] ){name}\b", pair.en)) == 1
    ]


def swap_names(pair: Pair, names: Sequence[str], rng: random.Random) -> tuple[str, str] | None:
    """Return the pair with one shared name replaced by another of ``names``, or None without a name."""
    if not (own := sorted(shared_names(pair))):
        return None
    old, new = rng.choice(own), rng.choice(names)
    pattern = re.compile(rf"\b{old}\b")
    return pattern.sub(new, pair.de), pattern.sub(new, pair.en)


def set_marks(de: str, en: str, rng: random.Random) -> tuple[str, str] | None:
    """Return the pair with straight quotation marks made German and English ones, or None where they do not match."""
    if de.count('"') < 2 or de.count('"') % 2 or de.count('"') != en.count('"'):
        return None
    left, right = rng.choice(_GERMAN_MARKS)
    return _STRAIGHT.sub(rf"{left}\1{right}", de), _STRAIGHT.sub(r"“\1”", en)


def shout(pair: Pair) -> tuple[str, str] | None:
    """Return a short pair in capitals, or None for a long one."""
    return (pair.de.upper(), pair.en.upper()) if len(pair.de) <= 90 else None


def headline(pair: Pair) -> tuple[str, str] | None:
    """Return a short sentence pair without its full stops, or None where there are none."""
    if len(pair.de) > 90 or not (pair.de.endswith(".") and pair.en.endswith(".")):
        return None
    return pair.de[:-1], pair.en[:-1]


def dateline(pair: Pair, rng: random.Random) -> tuple[str, str] | None:
    """Return a sentence pair with the place of an agency report before it, or None for what is no sentence."""
    if not pair.de.endswith(".") or not pair.de[:1].isupper():
        return None
    (city, english), (second, second_english) = rng.sample(CITIES, 2)
    month, day = rng.choice(MONTHS), rng.randint(1, 31)
    left, right = rng.choice(DATELINES)
    de = left.format(city=city, city2=second, day=f"{day}.", month=month[0])
    en = right.format(city=english, city2=second_english, day_en=day, month_en=month[1])
    return de + pair.de, en + pair.en


def ordinal(day: int) -> str:
    """Return the English ordinal of ``day`` in figures."""
    return f"{day}{'th' if 10 <= day % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _slots(rng: random.Random, names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the German and the English fillings of the slots of a template."""
    number, whole, part = _sized(rng), rng.randint(0, 999), rng.randint(1, 9)
    day, month, year = rng.randint(1, 31), rng.randrange(12), rng.randint(1945, 2035)
    weekday, name = rng.randrange(7), rng.choice(names)
    hour, minute = rng.randint(0, 23), rng.randint(0, 59)
    rank = rng.randint(1, 40)
    same = {
        "name": name,
        "y": str(year),
        "small": str(rng.randint(2, 99)),
        "iso": f"{year}-{month + 1:02}-{min(day, 28):02}",
    }
    de = same | {
        "n": german_number(number),
        "dec": f"{whole},{part}",
        "money": f"{number % 1000},{part}{rng.randint(0, 9)}",
        "day": f"{day}.",
        "month": MONTHS[month][0],
        "weekday": WEEKDAYS[weekday][0],
        "time": f"{hour}.{minute:02}" if rng.random() < 0.5 else f"{hour}:{minute:02}",
        "num_date": f"{day:02}.{month + 1:02}.{year}",
        "rank": f"{rank}.",
    }
    en = same | {
        "n": f"{number:,}",
        "dec": f"{whole}.{part}",
        "money": de["money"].replace(",", "."),
        "day": str(day),
        "month": MONTHS[month][1],
        "weekday": WEEKDAYS[weekday][1],
        "time": f"{hour}:{minute:02}",
        "num_date": f"{day:02}/{month + 1:02}/{year}",
        "rank": ordinal(rank),
    }
    return de, en


def fill(rng: random.Random, names: Sequence[str]) -> tuple[str, str]:
    """Return one template sentence with numbers, dates and names by value."""
    template = rng.choice(TEMPLATES)
    de, en = _slots(rng, names)
    return template[0].format(**de), template[1].format(**en)


def copies(rng: random.Random, characters: Sequence[str]) -> tuple[str, str]:
    """Return a line that stays what it is: an address, a code, a rare character between words."""
    left, right = rng.choice(COPIES)
    letters = "abcdefghijklmnopqrstuvwxyz"
    word = "".join(rng.choice(letters) for _ in range(rng.randint(3, 8)))
    code = f"{word[:2].upper()}-{rng.randint(1, 9999)}"
    rare = "".join(rng.choice(characters) for _ in range(rng.randint(1, 3)))
    slots = {"word": word, "code": code, "rare": rare, "n": str(rng.randint(1, 2000)), "cap": word.capitalize()}
    return left.format(**slots), right.format(**slots)


def menu(rng: random.Random) -> tuple[str, str]:
    """Return one to four menu words of a web page in a line."""
    chosen = rng.sample(MENU, rng.choice((1, 1, 2, 3, 4)))
    joint = rng.choice((" | ", " ", " · ", " / ", ", "))
    return joint.join(item[0] for item in chosen), joint.join(item[1] for item in chosen)


def rare_characters(rng: random.Random) -> list[str]:
    """Return characters outside Latin letters that the vocabulary is likely to spell in bytes."""
    ranges = ((0x391, 0x3C9), (0x410, 0x44F), (0x5D0, 0x5EA), (0x627, 0x64A), (0x3042, 0x3096), (0x4E00, 0x9FA5))
    extra = "©®™°±×→←✓★•…♥½€£¥§¶†‰☀⚽▶😀🙂🔴🇩👍"
    pool = [chr(code) for low, high in ranges for code in range(low, high) if chr(code).isprintable()]
    return list(extra) * 12 + rng.sample(pool, 600)


def make(pairs: Sequence[Pair], count: int, seed: int) -> Iterator[Pair]:
    """Yield ``count`` pairs of the kind ``robust``, made of ``pairs`` and of templates; the same for the same seed."""
    rng = random.Random(seed)
    names = sorted({name for pair in pairs for name in shared_names(pair)}) or ["Neumann", "Kowalski", "Haddad"]
    characters = rare_characters(rng)
    made, attempts = 0, 0
    while made < count and attempts < 50 * count + 100:
        attempts += 1
        pair, draw = rng.choice(pairs), rng.random()
        result: tuple[str, str] | None
        if draw < 0.55:
            result = swap_numbers(pair, rng)
        elif draw < 0.67:
            result = swap_names(pair, names, rng)
        elif draw < 0.70:
            result = dateline(pair, rng)
        elif draw < 0.78:
            result = shout(pair) if rng.random() < 0.25 else headline(pair)
        elif draw < 0.90:
            result = fill(rng, names) if rng.random() < 0.35 else None
        else:
            result = copies(rng, characters) if rng.random() < 0.35 else menu(rng) if rng.random() < 0.2 else None
        if result:
            made += 1
            yield Pair(*result, "robust", "robust")
