"""The review page in a real browser: what a reviewer does in a day, and what may go wrong."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bitext.formats import open_writers, read_units
from bitext.model import (
    BitextHeader,
    Category,
    Issue,
    Origin,
    Severity,
    Side,
    State,
    TermAudit,
    TranslationUnit,
)

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (pip install selenium)")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="Chromium is not installed (apt-get install chromium chromium-driver)"
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
CTRL_ENTER, ESCAPE, ENTER, END = "ctrl+enter", "\ue00c", "\ue007", "\ue010"
ARGUMENTS = ("headless=new", "no-sandbox", "disable-dev-shm-usage", "disable-gpu", "force-prefers-reduced-motion")
Start = Callable[[Path], str]


def unit(number: int, source: str, target: str) -> TranslationUnit:
    return TranslationUnit(f"a#{number}", "a", source, target, alignment=((0, 0), (1, 1)))


UNITS = (
    unit(1, "Der Rat tagt heute in Bonn.", "The council meets in Bonn today."),
    replace(
        unit(2, "Der Rat hat 12 Mitglieder.", "The advice has 21 members."),
        issues=(Issue("numbers", Severity.ERROR, Category.NUMBER, "12 became 21", Side.TARGET, (15, 17)),),
        terms=(TermAudit("Rat", "Rat", 4, 7, "council", "none", False, origin="terms.tsv:1"),),
    ),
    replace(
        unit(3, HOSTILE, HOSTILE),
        issues=(Issue("encoding", Severity.WARNING, Category.ENCODING, HOSTILE),),
        note=HOSTILE,
    ),
    replace(unit(4, "Foto: dpa", "Foto: dpa"), origin=Origin.COPY, alignment=()),
)


class Page:
    """The page as a reviewer uses it."""

    def __init__(self, driver: Any, url: str) -> None:
        self.driver = driver
        driver.get(url)
        self.until(lambda: driver.execute_script("return document.body.dataset.ready"))

    def until(self, test: Callable[[], Any]) -> Any:
        """What the test gives once it is true; the failure names what stands in the page."""
        for _ in range(150):
            if value := test():
                return value
            time.sleep(0.1)
        raise AssertionError(f"never came true; the page says:\n{self.text('body')}")

    def text(self, selector: str) -> str:
        return str(self.driver.execute_script("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)"
        return list(self.driver.execute_script(script, selector))

    def press(self, *keys: str) -> None:
        """Type keys where the focus is."""
        for key in keys:
            actions = webdriver.ActionChains(self.driver)
            if key == CTRL_ENTER:
                actions.key_down("\ue009").send_keys(ENTER).key_up("\ue009").perform()
            else:
                actions.send_keys(key).perform()

    def rewrite(self, text: str) -> None:
        """Open the editor of the unit at hand and replace the text."""
        self.press("e")
        self.until(lambda: self.driver.execute_script("return document.activeElement.id === 'editor'"))
        self.driver.execute_script("document.activeElement.select()")
        self.press(text)

    def choose(self, name: str, value: str) -> None:
        """Set a filter."""
        script = """const field = document.getElementById('filters').elements[arguments[0]];
            field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true }));"""
        self.driver.execute_script(script, name, value)

    def at(self, number: int) -> bool:
        """Whether the unit with this number is at hand."""
        return self.text(".unit.active .meta").startswith(f"a#{number} ")

    def saved(self) -> None:
        self.until(lambda: self.text("#saved") == "Saved")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    with open_writers([path], BitextHeader()) as write:
        for one in UNITS:
            write(one)
    return path


@pytest.fixture
def driver() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "headless=new",
        "no-sandbox",
        "disable-dev-shm-usage",
        "disable-gpu",
        "force-prefers-reduced-motion",
    ):
        options.add_argument(f"--{argument}")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_window_size(1280, 900)
    yield driver
    driver.quit()


@pytest.fixture
def servers() -> Iterator[list[subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []
    yield running
    for server in running:
        server.kill()
        server.communicate()


@pytest.fixture
def start(servers: list[subprocess.Popen[str]], tmp_path: Path) -> Start:
    """Starts the command as a user does and gives the address that it prints."""

    def run(path: Path) -> str:
        command = [
            sys.executable,
            "-m",
            "bitext",
            "review",
            str(path),
            "--no-browser",
            "-g",
            str(tmp_path / "terms.tsv"),
        ]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        servers.append(server)
        assert server.stderr is not None
        for line in server.stderr:
            if found := re.search(r"http://\S+", line):
                return found[0]
        raise AssertionError("the server ended without printing an address")

    return run


def kept(path: Path) -> Sequence[TranslationUnit]:
    return list(read_units(path))


def test_a_reviewers_day(driver: Any, start: Start, servers: list[subprocess.Popen[str]], path: Path) -> None:
    """Open, edit and approve by keyboard, filter, reload and see it kept, end with Ctrl-C and find it in the file."""
    page = Page(driver, start(path))
    assert page.at(2), "the unit with the error comes first"

    page.rewrite("The council has 12 members.")
    page.press(CTRL_ENTER)
    page.until(lambda: page.at(3))
    page.press("x")
    page.until(lambda: page.at(1))
    page.press("a")
    page.until(lambda: page.text("#progress-text").startswith("2 of 3"))
    page.saved()

    driver.refresh()
    page.until(lambda: page.text("#empty"))
    page.choose("state", "approved")
    page.until(lambda: page.text("#count") == "2 of 4")
    page.choose("text", "members")
    page.until(lambda: page.text("#count") == "1 of 4")
    assert page.text(".unit.active .target .text") == "The council has 12 members."
    assert page.texts(".unit.active .change del")

    servers[0].send_signal(signal.SIGINT)
    _, summary = servers[0].communicate(timeout=20)
    first, second, third, _ = kept(path)
    assert "2 approved, 1 edited, 1 rejected" in summary
    assert (servers[0].returncode, first.state, third.state) == (0, State.REVIEWED, State.INITIAL)
    assert (second.target, second.machine) == ("The council has 12 members.", UNITS[1].target)


def test_undo_and_the_next_verdict(driver: Any, start: Start, path: Path) -> None:
    """The last change is taken back wherever the reviewer is by then."""
    page = Page(driver, start(path))
    page.press("a")
    page.until(lambda: page.at(3))
    page.press("u")
    page.until(lambda: page.at(2))

    assert "not reviewed" in page.text(".unit.active .meta")
    assert page.text("#progress-text").startswith("0 of 3")


def test_a_note_and_an_approval_in_one_breath(driver: Any, start: Start, path: Path) -> None:
    """Clicking Approve while the note is still being typed saves both, and is no conflict with oneself."""
    page = Page(driver, start(path))
    page.press("m", "ask the desk")
    driver.find_element("css selector", ".unit.active .buttons .main").click()
    page.until(lambda: page.at(3))
    page.saved()
    page.press("k")

    assert "approved" in page.text(".unit.active .meta")
    assert driver.execute_script("return document.querySelector('.active .note-field').value") == "ask the desk"


def test_keys_pressed_before_the_answer_are_for_the_next_unit(driver: Any, start: Start, path: Path) -> None:
    """Fast fingers approve one unit after the other, none twice; what is typed behind an e is in the next editor."""
    page = Page(driver, start(path))
    slow = """const ask = window.fetch;
        window.fetch = async (...all) => { await new Promise((go) => setTimeout(go, 400)); return ask(...all); };"""
    driver.execute_script(slow)

    page.press("aaeX")
    page.until(lambda: driver.execute_script("return document.activeElement.id") == "editor")
    page.until(lambda: driver.execute_script("return document.activeElement.value").endswith("today.X"))

    assert page.at(1)
    assert page.text("#progress-text").startswith("2 of 3")
    assert not page.texts(".unit.final")


def test_a_slow_search_is_typed_to_its_end(driver: Any, start: Start, path: Path) -> None:
    """The list follows while somebody types, and no letter of the search falls on a unit, where it would approve it."""
    page = Page(driver, start(path))
    page.press("/")
    for typed, left in (("B", "2 of 4"), ("Ba", "0 of 4"), ("Bax", "0 of 4")):
        page.press(typed[-1])
        page.until(lambda left=left: page.text("#count") == left)
        time.sleep(0.2)
    assert driver.execute_script("return document.activeElement.value") == "Bax"
    assert "c clears them" in page.text("#empty")

    page.press(ESCAPE, "c")
    page.until(lambda: page.text("#count") == "3 of 4")
    page.press("f", "\ue015", "\ue015")
    page.until(lambda: page.text("#count") == "4 of 4")
    assert page.text("#progress-text").startswith("0 of 3")


def test_a_key_that_is_held_down_approves_once(driver: Any, start: Start, path: Path) -> None:
    """Nobody approves by a finger that rests."""
    page = Page(driver, start(path))
    repeat = (
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', repeat: true, bubbles: true }))"
    )
    driver.execute_script(repeat)
    page.press("j", "a")
    page.until(lambda: page.text("#progress-text").startswith("1 of 3"))

    assert "reviewed" not in driver.find_element("css selector", ".unit[data-i='1']").get_attribute("class")


def test_a_note_keeps_the_draft_and_the_draft_the_note(driver: Any, start: Start, path: Path) -> None:
    """A draft outlives a note and a click elsewhere in the middle of both; a unit with a draft is not rejected."""
    page = Page(driver, start(path))
    page.press("m")
    page.press("ask", ENTER)
    page.saved()
    page.rewrite("Half a sen")
    driver.execute_script("document.querySelector('.active .note-field').value = 'ask Anna'")
    driver.find_element("css selector", ".unit[data-i='0'] .source").click()
    page.until(lambda: page.at(1))
    page.until(lambda: "note: ask Anna" in page.text(".unit[data-i='1']"))

    assert "draft, not saved" in page.text(".unit[data-i='1']")
    page.press("k", "k", "x")
    assert "has a draft" in page.text("#saved")


def test_hostile_text_is_text(driver: Any, start: Start, path: Path) -> None:
    """Markup in a source, a target, an issue or a note shows as text and runs nothing."""
    page = Page(driver, start(path))
    page.choose("order", "i")
    page.press("j", "j")
    page.until(lambda: page.at(3))

    assert page.text(".unit.active .source") == HOSTILE
    assert page.text(".unit.active .target .text") == HOSTILE
    assert HOSTILE in page.text(".unit.active .issues")
    assert driver.title == "news.jsonl · bitext review"
    assert driver.execute_script("return document.scripts.length") == 1


def test_a_second_tab_does_not_overwrite_the_first(driver: Any, start: Start, path: Path) -> None:
    """The tab that comes late sees both texts and decides; nothing is lost before."""
    url = start(path)
    page = Page(driver, url)
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    late = Page(driver, url.split("?")[0])
    late.rewrite("Text of the second tab.")
    second = driver.current_window_handle

    driver.switch_to.window(first)
    page.rewrite("Text of the first tab.")
    page.press(ENTER)
    page.until(lambda: page.text(".unit.active .target .text") == "Text of the first tab.")
    driver.switch_to.window(second)
    late.press(ENTER)
    late.until(lambda: late.text("#conflict[open]"))

    assert late.text("#theirs").startswith("Text of the first tab.")
    assert late.text("#yours") == "Text of the second tab."
    late.press(ESCAPE, ENTER)
    late.until(lambda: late.text("#conflict[open]"))
    driver.execute_script("document.getElementById('keep-mine').click()")
    late.until(lambda: late.text(".unit.active .target .text") == "Text of the second tab.")
    driver.switch_to.window(first)
    page.until(lambda: page.text(".unit.active .target .text") == "Text of the second tab.")


def test_a_killed_server_loses_nothing(
    driver: Any, start: Start, servers: list[subprocess.Popen[str]], path: Path
) -> None:
    """After kill -9 the page says so, and the next start has every verdict and the draft."""
    page = Page(driver, start(path))
    page.press("a")
    page.until(lambda: page.at(3))
    page.rewrite("Half a sen")
    page.until(lambda: page.text("#saved") == "Draft kept")
    servers[0].kill()
    servers[0].wait()
    page.press("tence", ENTER)
    page.until(lambda: "does not answer" in page.text("#banner"))
    assert driver.execute_script("return document.getElementById('editor').value") == "Half a sentence"

    again = Page(driver, start(path))
    assert kept(path)[1].state is State.REVIEWED
    again.choose("state", "draft")
    again.until(lambda: again.at(3))
    again.press("e")
    again.until(lambda: driver.execute_script("return document.getElementById('editor')?.value") == "Half a sen")


def test_terms_words_and_issues_are_shown(driver: Any, start: Start, path: Path) -> None:
    """The entry shows on hover, a word lights its partner, and a new term lands in the glossary."""
    page = Page(driver, start(path))
    hover = """const span = document.querySelector(arguments[0]);
        span.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));"""
    driver.execute_script(hover, ".unit.active .source .term")
    assert "Rat → council: not in the translation" in page.text("#tip")
    assert page.texts(".unit.active .target .linked") == ["advice"]
    assert page.texts(".unit.active .target .spot") == ["21"]

    page.press("t")
    page.until(lambda: page.text("#terms[open]"))
    page.press("Mitglied", "\ue004", "member", ENTER)
    page.until(lambda: "is in terms.tsv" in page.text("#term-status"))
    assert "Mitglied\tmember" in path.with_name("terms.tsv").read_text()


def test_five_thousand_units_stay_light(driver: Any, start: Start, tmp_path: Path) -> None:
    """Only what is near the window is in the page, at the top, far below, and after a search."""
    path = tmp_path / "large.jsonl"
    with open_writers([path], BitextHeader()) as write:
        for number in range(5000):
            write(unit(number, f"Satz Nummer {number} steht hier.", f"Sentence number {number} is here."))
    page = Page(driver, start(path))
    page.press(END)
    page.until(lambda: page.at(4999))
    rows = driver.execute_script("return document.querySelectorAll('.unit').length")
    page.choose("text", "number 4242")

    page.until(lambda: page.text("#count") == "1 of 5,000")
    assert 0 < rows < 400


def test_the_page_is_labelled_and_readable(driver: Any, start: Start, path: Path) -> None:
    """Every control has a name, and text has a contrast of at least 4.5 in light and dark (WCAG 2.2 AA)."""
    page = Page(driver, start(path))
    page.press("e")
    unnamed = """return [...document.querySelectorAll('button, input, select, textarea')].filter((one) =>
        !(one.ariaLabel || one.labels?.[0]?.innerText.trim() || one.innerText.trim()))
        .map((one) => one.outerHTML)"""
    assert driver.execute_script(unnamed) == []
    for scheme in ("light", "dark"):
        driver.execute_script("document.documentElement.dataset.theme = arguments[0]", scheme)
        assert driver.execute_script(CONTRAST) == []


CONTRAST = """
const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
function rgb(colour) {
  paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
  return [...paint.getImageData(0, 0, 1, 1).data];
}
function light(colour) {
  const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const [red, green, blue] = colour.map((v) => linear(v / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function ground(one) {
  for (; one; one = one.parentElement) {
    const colour = rgb(getComputedStyle(one).backgroundColor);
    if (colour[3] > 250) return colour;
  }
  return [255, 255, 255, 255];
}
const low = [];
for (const one of document.querySelectorAll('body *')) {
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || !one.offsetParent || one.closest('progress, option, [disabled]')) continue;
  const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${one.tagName}.${one.className}: ${one.innerText.slice(0, 30)}`);
}
return low;
"""
