"""The fitted weights of the bead model, one set for each kind of similarity.

Found by maximum likelihood with ``python -m benchmarks.alignment_fit``; docs/alignment.md says on what and how well.
"""

from bitext.alignment.scoring import Coefficients

_START = (0.0, -3.0, -6.0, -8.0, -3.0, -4.0, -6.0, -8.0, -6.0, -6.0, -7.0, -8.0, -8.0, -8.0, -8.0, -8.0, -3.0, -3.0)

MT = Coefficients(cosine=12.0, square=-1.6, tail=-0.9, length=0.0, shapes=_START)
LENGTH = Coefficients(cosine=0.0, square=-0.9, tail=-0.7, length=0.9, shapes=_START)
EMBEDDINGS = Coefficients(cosine=5.0, square=-1.0, tail=-0.6, length=0.8, shapes=_START)
