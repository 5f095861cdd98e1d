"""The fitted weights of the bead model, one set for each kind of similarity.

Found by maximum likelihood with ``python -m benchmarks.alignment_fit``; docs/alignment.md says on what and how well.
"""

from bitext.alignment.scoring import Coefficients

_START = (3.4, 1.4, 0.7, 0.2, 2.4, -1.5, -1.2, -3.3, 0.3, -1.1, -3.3, -3.3, -0.3, -3.3, -3.3, -3.3, -0.8, -0.8)

MT = Coefficients(
    cosine=8.52,
    square=-0.81,
    tail=-0.78,
    length=-0.09,
    shapes=(
        3.55,
        1.53,
        0.83,
        0.38,
        2.91,
        -1.41,
        -0.98,
        -1.72,
        0.54,
        -0.84,
        -1.72,
        -1.72,
        -0.03,
        -1.72,
        -1.72,
        -1.72,
        -0.34,
        -0.7,
    ),
)
LENGTH = Coefficients(cosine=0.0, square=-1.0, tail=-0.7, length=0.8, shapes=_START)
EMBEDDINGS = Coefficients(cosine=6.0, square=-1.0, tail=-0.5, length=0.8, shapes=_START)
