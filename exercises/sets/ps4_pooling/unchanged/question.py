"""The share of maxima that a shift by one leaves alone."""

import numpy as np

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def unchanged(image, k):
    """Return the share of maxima that stay after a shift by one column."""
    ### BEGIN SOLUTION
    moved = np.roll(image, 1, axis=1)
    rows = image.shape[0] // k
    columns = image.shape[1] // k
    equal = 0
    for a in range(rows):
        for b in range(columns):
            window = (slice(a * k, a * k + k), slice(b * k, b * k + k))
            if image[window].max() == moved[window].max():
                equal += 1
    return equal / (rows * columns)
    ### END SOLUTION
'''


def pooled(image, k):
    h, w = (n // k for n in image.shape)
    return image[: h * k, : w * k].reshape(h, k, w, k).max(axis=(1, 3))


def share(image, k, by=1, axis=1):
    return float((pooled(image, k) == pooled(np.roll(image, by, axis), k)).mean())


def reference(image, k):
    return share(image, k)


CAUSES = (
    Cause("changed-share", "This is the share that changed.", lambda image, k: 1 - share(image, k)),
    Cause(
        "count-for-share",
        "Divide by the number of outputs.",
        lambda image, k: share(image, k) * pooled(image, k).size,
    ),
    Cause("rows-shifted", "Axis 1 are the columns.", lambda image, k: share(image, k, 1, 0)),
    Cause(
        "other-direction",
        "The shift goes to the right, by +1.",
        lambda image, k: share(image, k, -1),
    ),
    Cause("shifted-by-window", "The shift is one column.", lambda image, k: share(image, k, k)),
    Cause(
        "pixels-compared",
        "Compare the maxima, not the pixels.",
        lambda image, k: float((image == np.roll(image, 1, 1)).mean()),
    ),
)


def telling(rng, h, w, high, k):
    """Draw an image for which every mistake shows."""
    while True:
        arguments = {"image": rng.integers(0, high, (h, w)).astype(float), "k": k}
        if all(cause.mistaken(**arguments) != reference(**arguments) for cause in CAUSES):
            return arguments


def draw(rng):
    return [("k = 2", telling(rng, 12, 14, 12, 2)), ("k = 3", telling(rng, 15, 12, 30, 3))]


WRONG = [
    edited("changed-share", ".max() == moved", ".max() != moved"),
    edited("count-for-share", "equal / (rows * columns)", "equal"),
    edited("rows-shifted", "axis=1", "axis=0"),
    edited("other-direction", "np.roll(image, 1,", "np.roll(image, -1,"),
    edited("shifted-by-window", "np.roll(image, 1,", "np.roll(image, k,"),
    edited("pixels-compared", "return equal / (rows * columns)", "return (image == moved).mean()"),
]

RIGHT = [
    """
    from numpy.lib.stride_tricks import sliding_window_view

    def unchanged(image, k):
        both = np.stack([image, np.roll(image, 1, axis=1)])
        windows = sliding_window_view(both, (k, k), axis=(1, 2))[:, ::k, ::k]
        one, other = windows.max(axis=(3, 4))
        return np.mean(one == other)
    """,
    """
    def unchanged(image, k):
        def pool(x):
            h, w = x.shape[0] // k * k, x.shape[1] // k * k
            return x[:h, :w].reshape(h // k, k, w // k, k).max(axis=3).max(axis=1)
        same = pool(image) == pool(np.concatenate([image[:, -1:], image[:, :-1]], axis=1))
        return same.sum() / same.size
    """,
]
