"""Random boxes for tests: on a small grid, so that they touch, repeat and have no area at times."""

import numpy as np


def boxes(rng, count, size=8, dtype=np.float64):
    """Return corners (count, 4) with whole numbers from 0 to `size`."""
    corners = np.sort(rng.integers(0, size + 1, (count, 2, 2)), axis=1)  # (count, low/high, x/y)
    return corners.reshape(count, 4).astype(dtype)


def solid_boxes(rng, count, size=8, dtype=np.float64):
    """Return corners (count, 4) of boxes that have an area."""
    low = rng.integers(0, size, (count, 2))
    high = low + rng.integers(1, size, (count, 2))
    return np.hstack([low, high]).astype(dtype)


def scores(rng, count, dtype=np.float64):
    """Return scores (count,) in tenths, so that some are equal."""
    return (rng.integers(0, 10, count) / 10).astype(dtype)


def images(rng, most=5):
    """Return predictions and truths of one to four images, with a true box in the last one."""
    predictions, truths = [], []
    for _ in range(rng.integers(1, 5)):
        count = int(rng.integers(0, most))
        predictions.append((boxes(rng, count), scores(rng, count)))
        truths.append(boxes(rng, int(rng.integers(0, most))))
    truths[-1] = solid_boxes(rng, 2)
    return predictions, truths


def labelled(rng, predictions, truths):
    """Give the boxes of `images` labels from 0 to 2."""
    found = [(*entry, rng.integers(0, 3, len(entry[1]))) for entry in predictions]
    return found, [(true, rng.integers(0, 3, len(true))) for true in truths]
