"""Draw the log of a training as an SVG: ``python -m training.plot LOG.jsonl OUT.svg``."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 760, 240, 50
Point = tuple[float, float]


def series(lines: Sequence[dict[str, float]], name: str) -> list[Point]:
    """Return the (millions of tokens, value) points of the lines that have ``name``."""
    return [(line["tokens"] / 1e6, line[name]) for line in lines if name in line]


def panel(points: Sequence[Point], title: str, top: float) -> str:
    """Return the SVG of one curve with its axes, ``top`` pixels down."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)

    def place(x: float, y: float) -> str:
        across = MARGIN + (x - left) / ((right - left) or 1) * (WIDTH - 2 * MARGIN)
        down = top + HEIGHT - MARGIN - (y - low) / ((high - low) or 1) * (HEIGHT - 2 * MARGIN)
        return f"{across:.1f},{down:.1f}"

    base = top + HEIGHT - MARGIN
    curve = " ".join(place(x, y) for x, y in points)
    return "\n".join(
        [
            f'<text x="{MARGIN}" y="{top + 30}" font-weight="bold">{title}</text>',
            f'<line x1="{MARGIN}" y1="{base}" x2="{WIDTH - MARGIN}" y2="{base}" stroke="#888"/>',
            f'<text x="4" y="{top + MARGIN}">{high:.4g}</text>',
            f'<text x="4" y="{base}">{low:.4g}</text>',
            f'<text x="{MARGIN}" y="{base + 18}">{left:.1f} M tokens</text>',
            f'<text x="{WIDTH - MARGIN}" y="{base + 18}" text-anchor="end">{right:.1f} M</text>',
            f'<polyline points="{curve}" fill="none" stroke="#246" stroke-width="1.5"/>',
        ]
    )


def draw(lines: Sequence[dict[str, float]]) -> str:
    """Return an SVG with one panel for each measure that the log has at least twice."""
    titles = {
        "loss": "training loss (smoothed)",
        "dev_loss": "development loss",
        "dev_bleu": "development BLEU",
        "rate": "learning rate",
    }
    curves = {title: series(lines, name) for name, title in titles.items()}
    shown = {title: points for title, points in curves.items() if len(points) > 1}
    panels = [panel(points, title, i * HEIGHT) for i, (title, points) in enumerate(shown.items())]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT * len(shown)}"'
    return "\n".join([f'{head} font-family="sans-serif" font-size="12">', *panels, "</svg>", ""])


def main() -> None:
    """Draw the log that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m training.plot", description="Draw a training log as SVG.")
    parser.add_argument("log", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    lines = [json.loads(line) for line in arguments.log.read_text("utf-8").splitlines()]
    arguments.out.write_text(draw(lines), "utf-8")


if __name__ == "__main__":
    main()
