"""XLIFF as the OASIS specifications and other tools want it."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bitext.errors import FormatError
from bitext.formats import read_header, xliff
from bitext.model import BitextHeader, Origin, State, TranslationUnit
from tests.formats.test_contract import FULL

V12, V21 = "{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:2.0}"
PLAIN = TranslationUnit("b#1", "b", "Ja.", "Yes.", origin=Origin.MT)
EMPTY = TranslationUnit("b#2", "b", "Nein.", "", origin=Origin.NONE)


def written(units: Sequence[TranslationUnit], version: str) -> bytes:
    stream = io.BytesIO()
    with xliff.writer(stream, BitextHeader("de-DE", "en-GB", properties={"xliff": version})) as write:
        for unit in units:
            write(unit)
    return stream.getvalue()


def back(data: bytes) -> list[TranslationUnit]:
    return list(xliff.read(io.BytesIO(data), "x.xlf"))


def children(element: Any) -> list[str]:
    return [etree.QName(child).localname for child in element]


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_reads_what_it_wrote_in_both_versions(version: str) -> None:
    """Every field of a unit comes back, in whichever version it was written."""
    units = [FULL, PLAIN, EMPTY, replace(FULL, id="c"), TranslationUnit("d", "", "x", "y", state=State.FINAL)]

    assert back(written(units, version)) == units


def test_2_1_has_the_elements_and_attributes_of_the_schema() -> None:
    """Root, file, unit, notes and segment carry what XLIFF 2.1 requires, in its order, and ids are unique tokens."""
    root = etree.fromstring(written([FULL, replace(FULL, id="ä b"), PLAIN, replace(FULL, id="z")], "2.1"))

    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{V21}xliff",
        "2.1",
        "de-DE",
        "en-GB",
    )
    files = root.findall(f"{V21}file")
    assert [file.get("original") for file in files] == ["a/b", "b", "a/b"]
    units = root.findall(f"{V21}file/{V21}unit")
    assert children(units[0]) == ["metadata", "notes", "segment"]
    assert children(units[0].find(f"{V21}segment")) == ["source", "target"]
    for ids in ([file.get("id") for file in files], [unit.get("id") for unit in units]):
        assert len(set(ids)) == len(ids)
        assert all(etree.XMLSchema(TOKEN).validate(etree.XML(f'<t id="{one}"/>')) for one in ids)


TOKEN = etree.XML(
    """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="t"><xs:complexType>
    <xs:attribute name="id" type="xs:NMTOKEN" use="required"/></xs:complexType></xs:element></xs:schema>"""
)


def test_1_2_has_the_elements_and_attributes_of_the_schema() -> None:
    """File, header, body and trans-unit carry what XLIFF 1.2 requires, in its order, and no foreign namespace."""
    root = etree.fromstring(written([FULL], "1.2"))
    file = root.find(f"{V12}file")
    unit = file.find(f"{V12}body/{V12}trans-unit")

    assert (root.tag, root.get("version"), children(file)) == (f"{V12}xliff", "1.2", ["header", "body"])
    assert {"original", "source-language", "target-language", "datatype"} <= set(file.attrib)
    assert children(unit) == ["source", "target", "note", "note", "note", "context-group"]
    assert all(element.tag.startswith(V12) for element in root.iter())


@pytest.mark.parametrize(
    ("unit", "approved", "state", "qualifier"),
    [
        (PLAIN, "no", "needs-review-translation", "mt-suggestion"),
        (EMPTY, "no", "needs-translation", None),
        (replace(PLAIN, origin=Origin.MEMORY), "no", "needs-review-translation", "exact-match"),
        (replace(PLAIN, state=State.TRANSLATED, origin=Origin.HUMAN), "no", "translated", None),
        (replace(PLAIN, state=State.REVIEWED), "yes", "signed-off", None),
        (replace(PLAIN, state=State.FINAL), "yes", "final", None),
    ],
)
def test_1_2_states_are_those_that_other_tools_show(
    unit: TranslationUnit, approved: str, state: str, qualifier: str | None
) -> None:
    """Machine text asks for review, what a reviewer approved is approved for OmegaT, Weblate and Trados."""
    element = etree.fromstring(written([unit], "1.2")).find(f".//{V12}trans-unit")
    target = element.find(f"{V12}target")

    assert (element.get("approved"), target.get("state"), target.get("state-qualifier")) == (approved, state, qualifier)


@pytest.mark.parametrize("state", list(State))
def test_2_1_states_are_ours(state: State) -> None:
    """The state stands on the segment, and the sub-state has a prefix, as 2.1 asks."""
    segment = etree.fromstring(written([replace(PLAIN, state=state)], "2.1")).find(f".//{V21}segment")

    assert (segment.get("state"), segment.get("subState")) == (state.value, "bitext:mt")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=12) | st.text("_x005F #é~", max_size=12))
def test_any_id_makes_a_token_and_comes_back(text: str) -> None:
    """Ids are escaped one to one."""
    assert xliff.untoken(xliff.token(text)) == text
    assert xliff.token(text).isascii()


FOREIGN_12 = f"""<xliff version="1.2" xmlns="{V12[1:-1]}"><file original="m.html" source-language="de"
 target-language="fr" datatype="html"><body><group id="g"><trans-unit id="1"><source>Der <g id="1">alte</g>
 <x id="2"/>Rat<bpt id="3">&lt;b></bpt></source><seg-source><mrk mtype="seg" mid="1">Der</mrk></seg-source>
 <target state="translated">Le <mrk mtype="seg" mid="1">vieux</mrk> conseil</target>
 <alt-trans><target>autre</target></alt-trans></trans-unit></group>
 <trans-unit id="1" approved="yes"><source>Ja</source><target>Oui</target></trans-unit>
 <trans-unit id="3"><source>Nein</source></trans-unit></body></file></xliff>""".replace("\n", "")

FOREIGN_20 = f"""<xliff version="2.0" srcLang="de" trgLang="en" xmlns="{V21[1:-1]}"><file id="f"><unit id="u"><notes>
<note>see page 2</note></notes><segment id="s1" state="final"><source>Ein <pc id="1">Satz</pc>.<ph id="2"/></source>
<target>One<cp hex="0009"/>sentence.</target></segment><ignorable><source> </source></ignorable>
<segment><source>Zwei.</source></segment></unit></file></xliff>""".replace("\n", "")


def test_reads_1_2_of_other_tools() -> None:
    """Inline codes go, their text stays; states and approval are understood; a repeated id gets a number."""
    first, second, third = back(FOREIGN_12.encode())

    assert (first.source, first.target, first.state) == ("Der alte Rat", "Le vieux conseil", State.TRANSLATED)
    assert (second.id, second.state, second.origin, second.article) == ("1~2", State.REVIEWED, Origin.HUMAN, "m.html")
    assert (third.state, third.origin) == (State.INITIAL, Origin.NONE)


def test_reads_2_0_of_other_tools() -> None:
    """Each segment is a unit; notes, states and escaped characters are understood."""
    first, second = back(FOREIGN_20.encode())

    assert (first.id, second.id) == ("u/s1", "u/2")
    assert (first.source, first.target, first.state, first.note) == (
        "Ein Satz.",
        "One\tsentence.",
        State.FINAL,
        "see page 2",
    )
    assert (second.target, second.state, second.origin) == ("", State.INITIAL, Origin.NONE)


@pytest.mark.parametrize(("data", "languages"), [(FOREIGN_12, ("de", "fr")), (FOREIGN_20, ("de", "en"))])
def test_header_gives_the_languages(tmp_path: Path, data: str, languages: tuple[str, str]) -> None:
    """The languages and the version of a file are known before its units are read."""
    path = tmp_path / "x.xlf"
    path.write_text(data)
    header = read_header(path)

    assert (header.source_language, header.target_language) == languages
    assert header.properties["xliff"] == ("1.2" if data is FOREIGN_12 else "2.1")


def test_own_files_are_told_from_foreign_ones() -> None:
    """Writing a file of another tool again would drop its codes, so it must be known."""
    own = [xliff.is_own(io.BytesIO(written([PLAIN], version)), "x") for version in ("1.2", "2.1")]
    foreign = [xliff.is_own(io.BytesIO(data.encode()), "x") for data in (FOREIGN_12, FOREIGN_20)]

    assert own == [True, True]
    assert foreign == [False, False]


@pytest.mark.parametrize(
    "data",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + FOREIGN_12.replace("Ja", "&b;"),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + FOREIGN_20.replace("Zwei.", "&a;"),
    ],
)
def test_entities_are_refused(data: str) -> None:
    """A file that declares entities is not read, so none can be expanded or fetched."""
    with pytest.raises(FormatError, match="document type"):
        back(data.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (FOREIGN_12[:-40], r"x\.xlf:\d+: not well-formed"),
        (FOREIGN_12.replace("document:1.2", "document:9"), "namespace"),
        (FOREIGN_20.replace('state="final"', 'state="done"'), r"x\.xlf:1: unit u: 'done'"),
        (FOREIGN_12.replace("<source>Nein</source>", ""), "unit 3.*without <source>"),
    ],
)
def test_a_broken_file_names_place_and_cause(data: str, reason: str) -> None:
    """What breaks the format is named with its line and unit."""
    with pytest.raises(FormatError, match=reason):
        back(data.encode())


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_translate_toolkit_opens_it(tmp_path: Path, version: str) -> None:
    """An independent reader sees the same texts and the same approval."""
    pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit 3.16 or later is not installed")
    from translate.storage.xliff import Xliff1File
    from translate.storage.xliff2 import Xliff2File

    path = tmp_path / "x.xlf"
    path.write_bytes(written([FULL, PLAIN], version))
    store = (Xliff1File if version == "1.2" else Xliff2File).parsefile(str(path))

    assert [(str(unit.source), str(unit.target)) for unit in store.units] == [
        (unit.source, unit.target) for unit in (FULL, PLAIN)
    ]
    assert [unit.isapproved() for unit in store.units] == [True, False]
