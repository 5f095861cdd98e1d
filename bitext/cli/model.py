"""``bitext model``: which model is used, and how to get a better one."""

from pathlib import Path

import click


@click.group(name="model")
def command() -> None:
    """Show the model in use, or fetch a better one."""


@command.command(name="show")
@click.option("-m", "--model", default="auto", show_default=True, help="MarianMT folder or hub id.")
def show(model: str) -> int:
    """Print the folder, name and digest of the model that would be used."""
    from bitext.engines.digest import model_digest
    from bitext.engines.location import find_model

    location = find_model(model)
    click.echo(f"{location.name}\t{model_digest(location.folder)}\t{location.folder}")
    return 0


@command.command(name="fetch")
@click.argument("hub_id", default="Helsinki-NLP/opus-mt-de-en")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Also copy it to this folder.")
def fetch(hub_id: str, folder: Path | None) -> int:
    """Download a model from the hub into the local cache, where --model auto finds it."""
    import shutil

    from bitext.engines.location import fetch as download

    found = download(hub_id)
    if folder is not None:
        shutil.copytree(found, folder, dirs_exist_ok=True)
    click.echo(str(folder or found))
    return 0
