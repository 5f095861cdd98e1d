"""TMX: valid against the DTD, and files of other tools read."""

import io
from pathlib import Path

from lxml import etree

from bitext.formats import tmx
from bitext.model import BitextHeader, Origin, State, TranslationUnit
from tests.formats.test_contract import FULL

DTD = Path(__file__).with_name("tmx14.dtd")


def test_valid_against_the_dtd() -> None:
    """What is written validates against TMX 1.4b, with notes, props and a creation date."""
    stream = io.BytesIO()
    header = BitextHeader(created="2026-01-02T03:04:05+00:00", properties={"model": "m"})
    with tmx.writer(stream, header) as write:
        write(FULL)
        write(TranslationUnit("2", "", "\x01", ""))

    root = etree.fromstring(stream.getvalue())

    dtd = etree.DTD(str(DTD))
    assert dtd.validate(root), dtd.error_log
    assert root.find("header").get("creationdate") == "20260102T030405Z"


def test_reads_inline_codes_and_languages_of_other_tools() -> None:
    """Native codes are left out, highlights stay, and the source is the side in the header's language."""
    data = b"""<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4"><header creationtool="x" srclang="de-DE"/><body><tu>
    <tuv xml:lang="EN-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>big<ept i="1">&lt;/b&gt;</ept> <hi>house</hi>.</seg></tuv>
    <tuv xml:lang="DE-DE"><seg>Das Haus.</seg></tuv></tu></body></tmx>"""

    [unit] = tmx.read(io.BytesIO(data), "other.tmx")

    assert (unit.source, unit.target) == ("Das Haus.", "The big house.")
    assert (unit.origin, unit.state) == (Origin.HUMAN, State.TRANSLATED)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """A file cannot pull another file into a segment."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    data = f"""<!DOCTYPE tmx [<!ENTITY e SYSTEM "{secret.as_uri()}">]><tmx version="1.4"><header/><body>
    <tu><tuv xml:lang="de"><seg>a&e;b</seg></tuv></tu></body></tmx>"""

    units = list(tmx.read(io.BytesIO(data.encode()), "evil.tmx"))

    assert "SECRET" not in units[0].source
