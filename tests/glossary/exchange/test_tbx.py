"""TBX-Basic termbases."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.errors import FormatError
from bitext.glossary.exchange import read_any, write_as
from bitext.glossary.exchange.tbx import read
from bitext.model import CasePolicy, TermEntry, TermStatus

TBX3 = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" style="dct" type="TBX-Min">
 <text><body>
  <conceptEntry id="1">
   <langSec xml:lang="de-DE"><termSec><term>Rat</term></termSec></langSec>
   <langSec xml:lang="en-GB">
    <termSec><term>advice</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>council</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
   </langSec>
  </conceptEntry>
  <conceptEntry id="2"><langSec xml:lang="fr"><termSec><term>conseil</term></termSec></langSec></conceptEntry>
 </body></text>
</tbx>"""


def test_reads_version_3() -> None:
    """Version 3 with tags for data categories is read; an entry without English is counted."""
    found = read(TBX3.encode(), "a.tbx")
    (entry,) = found.entries
    assert (entry.source, entry.targets, entry.forbidden) == ("Rat", ("council",), ("advice",))
    assert "1 without a German and an English term left out" in found.said


def test_round_trip_of_everything(tmp_path: Path) -> None:
    """All that an entry holds comes back."""
    entries = (
        TermEntry(
            "Nato", ("NATO", "Alliance"), ("NATO",), ("Otan",), CasePolicy.SENSITIVE, note="x & y", example="Die Nato."
        ),
        TermEntry("Spiegel", (), status=TermStatus.KEEP),
        TermEntry("Bund", ("federal government",), status=TermStatus.PREFER),
        TermEntry("Führer", ("Leader",), status=TermStatus.FORBIDDEN),
    )
    path = tmp_path / "a.tbx"
    written = write_as(entries, "tbx")
    path.write_bytes(written.data)
    found = read_any(path)
    assert (found.format, found.entries, written.losses) == ("tbx", entries, ())


WORD = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp")), min_size=1, max_size=8)


@given(
    st.lists(WORD, min_size=1, max_size=3, unique=True),
    st.lists(WORD, min_size=1, max_size=3, unique=True),
    st.sampled_from([TermStatus.MUST, TermStatus.PREFER]),
    st.sampled_from(CasePolicy),
)
@settings(max_examples=80, deadline=None)
def test_round_trip(german: list[str], english: list[str], status: TermStatus, case: CasePolicy) -> None:
    """Terms of any letters come back in their order."""
    entry = TermEntry(german[0], tuple(english), tuple(german[1:]), status=status, case=case)
    assert read(write_as([entry], "tbx").data, "a").entries == (dataclasses.replace(entry),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<martif><text>", r"a\.tbx:\d+: not well-formed XML"),
        ("<html/>", "not TBX"),
    ],
)
def test_broken_files(tmp_path: Path, text: str, message: str) -> None:
    """A file that is no TBX says what it is and what to do."""
    path = tmp_path / "a.tbx"
    path.write_text(text)
    with pytest.raises(FormatError, match=message):
        read_any(path)


def test_entities_and_the_network_are_left_alone(tmp_path: Path) -> None:
    """An external entity is not read into a term."""
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    path = tmp_path / "a.tbx"
    path.write_text(
        f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]><martif><text><body><termEntry>'
        '<langSet xml:lang="de"><tig><term>Rat&x;</term></tig></langSet>'
        '<langSet xml:lang="en"><tig><term>council</term></tig></langSet></termEntry></body></text></martif>'
    )
    assert "geheim" not in str(read_any(path).entries)
