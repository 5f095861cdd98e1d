"""Zip archives without the time of day: the same content is the same bytes."""

import shutil
from os import PathLike
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DATE = (1980, 1, 1)
"""The first that zip knows, and the one that its entries have if nobody sets another."""


class TimelessZip(ZipFile):
    """An archive to write, deflated, whose entries all bear FIRST_DATE."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: str | bytes,  # type: ignore[override]  # what its callers give
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add an entry; of a ZipInfo only the name counts."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_entry(name), data, compress_type, compresslevel)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a file, whatever its date and permissions."""
        with Path(filename).open("rb") as source, self.open(_entry(str(arcname or filename)), "w") as entry:
            shutil.copyfileobj(source, entry)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
