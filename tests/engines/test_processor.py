"""AVX-512 where CTranslate2 would not take it by itself."""

import os
from pathlib import Path

import pytest

from bitext.engines.processor import prefer_wide_vectors

WIDE = "avx2 avx512f avx512cd avx512dq avx512bw avx512vl"


@pytest.mark.parametrize(
    ("vendor", "flags", "before", "after"),
    [
        ("AuthenticAMD", WIDE, None, "AVX512"),
        ("AuthenticAMD", "avx2 avx512f", None, None),
        ("GenuineIntel", WIDE, None, None),
        ("AuthenticAMD", WIDE, "AVX2", "AVX2"),
    ],
)
def test_wide_vectors_are_asked_for_where_they_are_known_to_be(
    vendor: str, flags: str, before: str | None, after: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a processor of AMD with all of AVX-512 gets it, and the user's own choice stays."""
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", before or "")
    if before is None:
        monkeypatch.delenv("CT2_FORCE_CPU_ISA")
    file = tmp_path / "cpuinfo"
    file.write_text(f"vendor_id\t: {vendor}\nflags\t\t: {flags}\n", "utf-8")
    prefer_wide_vectors(file)
    assert os.environ.get("CT2_FORCE_CPU_ISA") == after


def test_a_machine_without_cpuinfo_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems nothing is set and nothing fails."""
    monkeypatch.delenv("CT2_FORCE_CPU_ISA", raising=False)
    prefer_wide_vectors(tmp_path / "none")
