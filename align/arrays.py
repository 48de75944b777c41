"""Arrays of numbers, by their shape: what the signatures of this folder speak of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
