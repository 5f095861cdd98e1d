"""The fitted weights of the bead model, one set for each kind of similarity.

Found by maximum likelihood with ``python -m benchmarks.alignment_fit``; docs/alignment.md says on what and how well.
"""

from bitext.alignment.scoring import Coefficients

# fmt: off
MT = Coefficients(
    cosine=10.5, square=-0.81, tail=-0.78, length=-0.09, match_middle=0.153, match_slope=32.0,
    shapes=(
        3.55, 1.53, 0.83, 0.38,
        2.91, -1.41, -0.98, -1.72,
        0.54, -0.84, -1.72, -1.72,
        -0.03, -1.72, -1.72, -1.72,
        0.16, -0.2,
    ),
)
LENGTH = Coefficients(
    cosine=0.0, square=-1.05, tail=-0.75, length=0.98,
    shapes=(
        3.6, 1.8, 0.5, -0.3,
        2.3, 0.7, -0.4, -1.2,
        0.7, -0.6, -1.2, -1.2,
        -0.1, -1.2, -1.2, -1.2,
        -2.6, -1.8,
    ),
)
EMBEDDINGS = Coefficients(
    cosine=13.0, square=-0.52, tail=-0.88, length=0.28, match_middle=0.28, match_slope=28.0,
    shapes=(
        3.29, 1.61, 0.54, 0.45,
        2.14, 0.38, -0.6, -1.9,
        1.0, -0.9, -1.9, -1.9,
        -0.2, -1.9, -1.9, -1.9,
        -1.2, -0.55,
    ),
)
# fmt: on
