"""Feature maps and regions drawn for tests of RoI pooling and RoI align."""

import numpy as np


def maps(rng, dtype=np.float64):
    """Return feature maps (N, C, H, W) in which some values repeat."""
    n, c = rng.integers(1, 3, 2)
    h, w = rng.integers(1, 9, 2)
    return (rng.integers(-9, 10, (n, c, h, w)) / 4).astype(dtype)


def regions(rng, images, count, size=10, dtype=np.float64):
    """Return regions (count, 5) in eighths of a unit, some beyond the border of the maps."""
    corners = np.sort(rng.integers(-16, 8 * size, (count, 2, 2)), axis=1) / 8
    index = rng.integers(0, images, count)
    return np.column_stack([index, corners.reshape(count, 4)]).astype(dtype)


def drawn(seed, dtype=np.float64):
    """Return the arguments of a call, by name."""
    rng = np.random.default_rng(seed)
    x = maps(rng, dtype)
    return {
        "x": x,
        "boxes": regions(rng, len(x), int(rng.integers(0, 4)), dtype=dtype),
        "output_size": tuple(int(n) for n in rng.integers(1, 4, 2)),
        "spatial_scale": float(rng.choice([0.5, 1.0, 1.25])),
    }


def gradient(given, seed):
    """Return a gradient of the output of a call with the arguments `given`."""
    shape = len(given["boxes"]), given["x"].shape[1], *given["output_size"]
    values = np.random.default_rng(seed).standard_normal(shape)
    return values.astype(given["x"].dtype)
