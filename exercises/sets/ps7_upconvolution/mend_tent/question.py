"""Mend the weights of linear interpolation."""

import numpy as np

from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def tent(s):
    """Return the 2*s weights of linear interpolation."""
    places = np.arange(2 * s)
    return 1 - abs(places - s) / s
'''

SOLUTION = '''
def tent(s):
    """Return the 2*s weights of linear interpolation."""
    places = np.arange(2 * s) + 0.5
    return 1 - abs(places - s) / s
'''


def shaped(s, shift=0.5, width=1.0):
    return 1 - abs(np.arange(2 * s) + shift - s) / (width * s)


def reference(s):
    return shaped(s)


CAUSES = (
    Cause(
        "half-missing",
        "The middle lies between two places: shift by a half.",
        lambda s: shaped(s, 0.0),
    ),
    Cause(
        "one-for-half",
        "The middle lies between two places: shift by a half.",
        lambda s: shaped(s, 1.0),
    ),
    Cause(
        "not-one-in-all", "Shares of neighboring stamps must add up to 1.", lambda s: shaped(s) / s
    ),
    Cause("too-wide", "The tent falls to zero over s places.", lambda s: shaped(s, 0.5, 2.0)),
    Cause("box", "Equal weights repeat the pixels in steps.", lambda s: np.full(2 * s, 0.5)),
    Cause("squared", "The weights of one axis are asked for.", lambda s: shaped(s) ** 2),
)


def draw(rng):
    return [
        ("a small stride", {"s": int(rng.integers(2, 5))}),
        ("a middle stride", {"s": int(rng.integers(5, 9))}),
        ("a large stride", {"s": int(rng.integers(9, 15))}),
    ]


WRONG = [
    edited("half-missing", " + 0.5", ""),
    edited("one-for-half", "+ 0.5", "+ 1"),
    edited("not-one-in-all", "1 - abs(places - s) / s", "(1 - abs(places - s) / s) / s"),
    edited("too-wide", "(places - s) / s", "(places - s) / (2 * s)"),
    edited("box", "1 - abs(places - s) / s", "np.full(2 * s, 0.5)"),
    edited("squared", "1 - abs(places - s) / s", "(1 - abs(places - s) / s) ** 2"),
]

RIGHT = [
    """
    def tent(s):
        rising = (np.arange(s) + 0.5) / s
        return np.concatenate([rising, rising[::-1]])
    """,
    """
    def tent(s):
        return [min(2 * i + 1, 4 * s - 2 * i - 1) / (2 * s) for i in range(2 * s)]
    """,
]
