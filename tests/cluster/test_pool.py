"""Windows to workers that die, disagree or never come."""

import threading
from collections.abc import Callable, Sequence

import pytest

from bitext.cluster.pool import TRIES, Pool, Ready, WorkerLost
from bitext.errors import BitextError, ClusterError, ModelError
from bitext.formats.jsonl import unit_to_dict
from bitext.jobs import Job
from bitext.model import Article, TranslationUnit
from bitext.pipeline import Options, Translator
from bitext.testing import WordEngine

WORDS = {"Der": "The", "Rat": "council", "tagt": "meets"}
SIGNATURE = Translator(engine=WordEngine(WORDS)).signature
ARTICLES = [
    Article(f"a{n}", f"Titel {n}", "\n\n".join(f"Der Rat {n} tagt {k} mal." for k in range(40))) for n in range(8)
]


class FakeWorker:
    """Translates in this process, and fails as it is told: one fault for each call, then none."""

    def __init__(self, *faults: Exception, signature: dict[str, str] | None = None, come: bool = True) -> None:
        self._faults, self._signature = list(faults), signature or SIGNATURE
        self._come = threading.Event()
        if come:
            self._come.set()
        self._translator = Translator(engine=WordEngine(WORDS))
        self.loads, self.windows = 0, list[Sequence[Job]]()

    def ready(self) -> Ready:
        """Waits for ever when it is not to come."""
        self._come.wait()
        self.loads += 1
        return Ready(self._signature, "model: words", "here")

    def translate(self, jobs: Sequence[Job], signature: dict[str, str]) -> list[TranslationUnit]:
        """The units, or the next fault."""
        assert signature == SIGNATURE
        if self._faults:
            raise self._faults.pop(0)
        self.windows.append(jobs)
        return self._translator.translate_jobs(jobs)


class Hopeless(FakeWorker):
    """Dies while it loads."""

    def ready(self) -> Ready:
        """Never."""
        raise WorkerLost("out of memory")


def units_of(
    *workers: FakeWorker, said: Callable[[str], None] = lambda text: None, patience: float = 60
) -> list[TranslationUnit]:
    pool = Pool(workers, said, patience)
    return list(Translator(runner=lambda options, glossary: pool).translate_articles(ARTICLES))


@pytest.fixture(scope="module")
def expected() -> list[TranslationUnit]:
    return list(Translator(engine=WordEngine(WORDS)).translate_articles(ARTICLES))


def test_same_units_in_the_same_order(expected: list[TranslationUnit]) -> None:
    """Two workers give what one process gives, and the whole text of an article is not sent with every window."""
    workers = FakeWorker(), FakeWorker()
    assert units_of(*workers) == expected
    sent = [job.article for worker in workers for window in worker.windows for job in window]
    assert {article.text for article in sent} == {""}
    assert "title" in unit_to_dict(expected[0])["provenance"]


def test_a_lost_worker_loses_nothing(expected: list[TranslationUnit]) -> None:
    """What a worker did when it died is done by another; it is said, and the worker may come again."""
    said: list[str] = []
    dying, other = FakeWorker(WorkerLost("killed"), WorkerLost("killed")), FakeWorker()
    assert units_of(dying, other, said=said.append) == expected
    assert said
    assert all("killed" in line and "done again" in line for line in said)
    assert units_of(FakeWorker(WorkerLost("killed"))) == expected


def test_a_worker_that_never_comes_is_not_waited_for(expected: list[TranslationUnit]) -> None:
    """The run begins with the workers that are there, and goes on without one that cannot load."""
    assert units_of(FakeWorker(come=False), FakeWorker(), Hopeless()) == expected


@pytest.mark.parametrize(
    ("workers", "message"),
    [
        ([Hopeless(), Hopeless()], "no worker is left.*out of memory"),
        ([FakeWorker(come=False)], "no worker was there for 0 seconds"),
        ([FakeWorker(*[WorkerLost("killed")] * 2 * TRIES)], "5 workers were lost over the segments a0#1 to .*memory"),
    ],
    ids=["all die", "none comes", "a window kills"],
)
def test_a_cluster_that_cannot_work_is_an_error(workers: list[FakeWorker], message: str) -> None:
    """The run ends with what is wrong and does not wait for ever."""
    with pytest.raises(ClusterError, match=message):
        units_of(*workers, patience=60 if len(workers) > 1 or workers[0]._come.is_set() else 0.2)


def test_another_model_is_refused() -> None:
    """Workers that would not write the same units are refused, with what differs and where."""
    pool = Pool([FakeWorker(), FakeWorker(signature={**SIGNATURE, "model": "other@1"})], patience=5)
    jobs = [Job(ARTICLES[0], Translator(engine=WordEngine(WORDS))._segment(ARTICLES[0])[0], False)]
    with pytest.raises(ClusterError, match=r"model is .*other@1.* on here"):
        for _ in range(1000):
            pool.translate(jobs)


@pytest.mark.parametrize("error", [ModelError("no model"), ValueError("a bug")])
def test_an_error_of_a_worker_ends_the_run(error: BitextError | ValueError) -> None:
    """What goes wrong while a worker translates is raised as it is."""
    with pytest.raises(type(error), match=str(error)):
        units_of(FakeWorker(error))


def test_nothing_is_loaded_here() -> None:
    """With a runner this process needs no model: signature and note are those of the workers."""
    translator = Translator(Options(model="/nowhere"), runner=lambda options, glossary: Pool([FakeWorker()]))
    assert translator.load() == "model: words"
    assert translator.signature == SIGNATURE
    assert translator.run_signature["model"] == SIGNATURE["model"]


def test_closing_wakes_those_who_wait() -> None:
    """After the end nobody waits for a worker any longer."""
    pool = Pool([FakeWorker(come=False)])
    threading.Timer(0.1, pool.close).start()
    with pytest.raises(ClusterError, match="ended"):
        pool.translate([])
