"""Small arrays for cases: whole numbers and quarters, whose sums are exact in any order."""

import numpy as np


def whole(rng, *shape, low=-4, high=5):
    """Draw whole numbers as float64, from low up to below high."""
    return rng.integers(low, high, shape).astype(np.float64)


def quarters(rng, *shape, low=-2, high=2):
    """Draw multiples of 1/4 as float64; no two of 16 neighbors need be equal."""
    return rng.integers(4 * low, 4 * high + 1, shape) / 4


def distinct(rng, *shape, low=-9):
    """Draw different whole numbers as float64, in random order, at least `low` below zero."""
    count = int(np.prod(shape))
    return rng.permutation(count).reshape(shape).astype(np.float64) + low
