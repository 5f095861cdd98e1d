"""The order of the steps: windows, memory, threads."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bitext import jobs
from bitext.ahead import ahead
from bitext.formats import open_writers, read_units
from bitext.memory import Memory
from bitext.model import Article, BitextHeader, Kind, Origin, State, TranslationUnit
from bitext.pipeline import Options, Translator
from bitext.testing import WordEngine

WORDS = {"Der": "The", "Rat": "council", "tagt": "meets", "tagt.": "meets.", "heute.": "today."}
ARTICLES = [Article(f"a{n}", "Titel", "\n\n".join(f"Der Rat tagt {n * k} mal." for k in range(5))) for n in range(5)]


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "terms.tsv"
    path.write_text("source\ttarget\nRat\tCouncil\n")
    return path


def translated(text: str, *memory: Path, glossary: tuple[Path, ...] = ()) -> list[TranslationUnit]:
    translator = Translator(Options(memory=memory, glossary=glossary), WordEngine(WORDS))
    return list(translator.translate_articles([Article("a", "Titel", text)]))


def saved(path: Path, *units: TranslationUnit) -> Path:
    with open_writers([path], BitextHeader()) as write:
        for unit in units:
            write(unit)
    return path


def test_windows_change_nothing_but_the_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Units and their order are the same however many segments are translated together."""
    results = []
    for size in (1, 3, 1000):
        monkeypatch.setattr(jobs, "FIRST_WINDOW", size)
        results.append(list(Translator(engine=WordEngine(WORDS)).translate_articles(ARTICLES)))
    assert results[0] == results[1] == results[2]
    assert [unit.article for unit in results[0]] == sorted(unit.article for unit in results[0])


def test_reading_is_only_a_few_windows_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first unit comes, no more than three windows of articles were read."""
    monkeypatch.setattr(jobs, "FIRST_WINDOW", 10)
    monkeypatch.setattr(jobs, "WINDOW", 10)
    taken = 0

    def articles() -> Iterator[Article]:
        nonlocal taken
        for article in ARTICLES * 8:
            taken += 1
            yield replace(article, id=f"n{taken}")

    units = Translator(engine=WordEngine(WORDS)).translate_articles(articles())
    next(units)
    units.close()
    assert taken <= 7


def test_work_goes_on_while_results_are_used() -> None:
    """The next item is worked on, in another thread, before the last result is taken; the order holds."""
    started = threading.Event()

    def work(item: int) -> int:
        if item == 1:
            started.set()
        return item * item

    pairs = ahead(work, range(4))
    assert next(pairs) == (0, 0)
    assert started.wait(10)
    assert list(pairs) == [(1, 1), (2, 4), (3, 9)]


def test_an_error_of_the_thread_is_raised() -> None:
    """What goes wrong in the thread is raised where the results are used."""
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda item: 1 // item, [1, 0]))


def test_nobody_waits_for_work_that_is_not_wanted() -> None:
    """Closing the results returns at once, whatever the thread is busy with."""
    release = threading.Event()
    results = ahead(lambda item: item and release.wait(20), range(3))
    next(results)
    begin = time.monotonic()
    results.close()
    release.set()
    assert time.monotonic() - begin < 10


def test_approved_units_win_before_the_model(tmp_path: Path, glossary: Path) -> None:
    """An exact match is taken over with its state; it names its file, and its terms are audited as memory's."""
    known = TranslationUnit("k#7", "k", "Der Rat tagt.", "The Council sits.", state=State.FINAL, origin=Origin.HUMAN)
    path = saved(tmp_path / "known.tmx", known)
    first, second = translated("Der Rat tagt.\n\nDer Rat tagt heute.", path, glossary=(glossary,))

    assert (first.target, first.origin, first.state) == ("The Council sits.", Origin.MEMORY, State.FINAL)
    assert (first.provenance["memory"], first.provenance["memory-unit"]) == ("known.tmx", "k#7")
    assert [(term.strategy, term.target, term.hit) for term in first.terms] == [("memory", "Council", True)]
    assert second.origin is Origin.MT


def test_memory_is_checked_against_the_glossary(tmp_path: Path, glossary: Path) -> None:
    """An approved translation without the term stays, with an error that says so."""
    known = TranslationUnit("k", "k", "Der Rat tagt.", "They meet.", state=State.FINAL)
    (unit,) = translated("Der Rat tagt.", saved(tmp_path / "known.jsonl", known), glossary=(glossary,))

    assert unit.target == "They meet."
    assert [term.hit for term in unit.terms] == [False]
    assert "glossary" in {issue.check for issue in unit.issues}


def test_ambiguous_memory_is_said(tmp_path: Path) -> None:
    """Where the memory knows two approved translations, the unit carries a warning that names the other."""
    known = TranslationUnit("k", "k", "Der Rat tagt.", "The Council sits.", state=State.FINAL)
    (unit,) = translated("Der Rat tagt.", saved(tmp_path / "k.jsonl", replace(known, target="It meets."), known))

    assert unit.target == "The Council sits."
    assert any(issue.check == "memory-ambiguous" and "It meets." in issue.message for issue in unit.issues)


def test_machine_memory_needs_the_same_signature(tmp_path: Path, glossary: Path) -> None:
    """What the same machine wrote is reused; a changed entry of the sentence makes it a miss."""
    path = tmp_path / "m.db"
    memory = Memory(path)
    memory.add(translated("Der Rat tagt.", glossary=(glossary,)), "old.jsonl", machine=True)
    memory.close()

    (same,) = translated("Der Rat tagt.", path, glossary=(glossary,))
    (other,) = translated("Der Rat tagt.", path)
    assert (same.origin, same.state, same.provenance["memory"]) == (Origin.MEMORY, State.INITIAL, "old.jsonl")
    assert other.origin is Origin.MT


def test_memory_also_serves_what_is_not_translated(tmp_path: Path) -> None:
    """A caption of a menu that a person translated is taken, though the model would not be asked."""
    plain = next(unit for unit in translated("12\n\nDer Rat tagt heute.") if unit.source == "12")
    assert plain.origin is Origin.COPY
    known = TranslationUnit("k", "k", "12", "twelve", state=State.REVIEWED, kind=Kind.SENTENCE)

    first = translated("12\n\nDer Rat tagt heute.", saved(tmp_path / "k.jsonl", known))[0]
    assert (first.target, first.origin) == ("twelve", Origin.MEMORY)


def test_units_survive_the_files(tmp_path: Path, glossary: Path) -> None:
    """What the pipeline makes comes back equal from JSON Lines, audits and issues included: resuming rests on it."""
    units = translated("Der Rat tagt.\n\nDer\u00ad Rat sah 12 von 13.", glossary=(glossary,))
    assert list(read_units(saved(tmp_path / "u.jsonl", *units))) == units
