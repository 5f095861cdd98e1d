"""The fitted weights of the bead model, one set for each kind of similarity.

Found by maximum likelihood with ``python -m benchmarks.alignment_fit``; docs/alignment.md says on what and how well.
"""

from bitext.alignment.scoring import Coefficients

_START = (3.4, 1.4, 0.7, 0.2, 2.4, -1.5, -1.2, -3.3, 0.3, -1.1, -3.3, -3.3, -0.3, -3.3, -3.3, -3.3, -0.8, -0.8)

MT = Coefficients(cosine=14.0, square=-1.3, tail=-0.4, length=0.2, shapes=_START)
LENGTH = Coefficients(cosine=0.0, square=-1.0, tail=-0.7, length=0.8, shapes=_START)
EMBEDDINGS = Coefficients(cosine=6.0, square=-1.0, tail=-0.5, length=0.8, shapes=_START)
