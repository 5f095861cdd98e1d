"""Which device an engine runs on."""

from bitext.errors import ModelError


def chosen(wanted: str, library: str, cuda: bool) -> str:
    """The device for ``auto``, else the one that is wanted; ModelError for CUDA that the library does not see."""
    if wanted == "auto":
        return "cuda" if cuda else "cpu"
    if wanted.startswith("cuda") and not cuda:
        raise ModelError(
            f"device {wanted}: {library} finds no CUDA device here; use --device cpu, or --device auto. "
            "If this machine has one, its driver or the CUDA build of the library is missing."
        )
    return wanted
