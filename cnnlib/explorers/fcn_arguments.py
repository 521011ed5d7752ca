"""What the segmentation explorer is given: read, or refused with what came and what was expected.

Used by fcn_overlay.py.
"""

import numpy as np

from cnnlib import shapes, specs
from cnnlib.receptive_field import FieldGrid, field_grid

MOST_CELLS = 10  # along an axis, so that a finger finds each
MOST_RUNGS = 4
MOST_PIXELS = 256  # along an axis
STAGES = ((12,), (24,), (48,), (64,), (96,))  # of the course's FCN


def example(strides):
    """Return the scene that is shown without arguments: a disk and a square on a ground.

    Parameters
    ----------
    strides : sequence of int
        Powers of two, at most 32.

    Returns
    -------
    image : ndarray of shape (3, 64, 64)
    truth : ndarray of int of shape (64, 64)
    names : tuple of str
    fields : dict of int to FieldGrid
        What the stage of each stride sees in the course's FCN.

    Examples
    --------
    >>> example([8])[3]
    {8: FieldGrid(size=(22, 22), jump=(8, 8), start=(-7, -7))}
    """
    rows, columns = np.mgrid[:64, :64]
    truth = np.zeros((64, 64), int)
    truth[(rows - 22) ** 2 + (columns - 20) ** 2 < 14**2] = 1
    truth[38:56, 36:50] = 2
    colors = np.array([[0.62, 0.72, 0.55], [0.85, 0.55, 0.25], [0.35, 0.35, 0.5]])
    image = np.moveaxis(colors[truth], -1, 0)  # (H, W, 3) -> (3, H, W)
    network = specs.fcn_classifier(3, STAGES, (96,), (3, 64, 64))
    levels = {stride: int(np.log2(stride)) for stride in strides}
    fields = {s: field_grid(network.up_to(f"pool{level}")) for s, level in levels.items()}
    return image, truth, ("ground", "disk", "square"), fields


def require_none(**others):
    """Refuse arguments that say nothing without an image."""
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise ValueError(f"{' and '.join(given)} without an image: give the image, too")


def read_image(image):
    """Return a color image as an array, or say what it is."""
    image = np.asarray(image)
    if image.dtype.kind not in "fiub" or image.ndim != 3 or len(image) != 3:
        raise ValueError(
            f"image must have the shape (3, H, W), got {image.dtype} of shape {image.shape}"
        )
    if not 1 <= min(image.shape[1:]) <= max(image.shape[1:]) <= MOST_PIXELS:
        raise ValueError(f"image must have 1 to {MOST_PIXELS} rows and columns, got {image.shape}")
    if not (image.min() >= 0 and image.max() <= 1):
        raise ValueError(f"image must lie in [0, 1], got {image.min():g} to {image.max():g}")
    return image.astype(float)


def read_names(names, most):
    """Return the names of the classes, or refuse too few or too many."""
    if names is None or isinstance(names, str):
        raise TypeError(f"names must be a sequence of names of classes, got {names!r}")
    names = list(map(str, names))
    if not 2 <= len(names) <= most:
        raise ValueError(f"names must hold 2 to {most} classes, got {len(names)}")
    return names


def read_truth(truth, size, classes):
    """Return the true class of each pixel, or refuse what is no map of this size."""
    truth = np.asarray(truth)
    if truth.dtype.kind not in "iub" or truth.shape != size:
        raise ValueError(
            f"truth must hold integers in the shape {size} of the image, "
            f"got {truth.dtype} of shape {truth.shape}"
        )
    if truth.min() < 0 or truth.max() >= classes:
        raise ValueError(
            f"truth must hold classes 0 to {classes - 1}, as there are {classes} names, "
            f"got {truth.min()} to {truth.max()}"
        )
    return truth.astype(int)


def read_scores(scores, classes, size):
    """Return the scores of each stride, or say which of them has another shape than expected."""
    if not isinstance(scores, dict) or not 1 <= len(scores) <= MOST_RUNGS:
        raise ValueError(f"scores must be a dict of one to {MOST_RUNGS} strides, got {scores!r}")
    return {s: _read_rung(values, s, classes, size) for s, values in scores.items()}


def _read_rung(values, stride, classes, size):
    shapes.integer(stride, "a stride of scores", 1)
    values = np.asarray(values)
    if any(n % stride for n in size):
        raise ValueError(f"rows and columns must be multiples of the stride {stride}, got {size}")
    cells = tuple(n // stride for n in size)
    if max(cells) > MOST_CELLS:
        raise ValueError(
            f"this explorer has at most {MOST_CELLS} cells along an axis, "
            f"and stride {stride} leaves {cells} of {size} pixels"
        )
    if values.dtype.kind not in "fiub" or values.shape != (classes, *cells):
        raise ValueError(
            f"scores of stride {stride} must have the shape {(classes, *cells)}, "
            f"got {values.dtype} of shape {values.shape}"
        )
    if not np.isfinite(values).all():
        raise ValueError(f"scores of stride {stride} must be finite")
    return values.astype(float)


def read_fields(fields, strides):
    """Return the fields, or refuse those of no stride and those that are no grid of fields."""
    for stride, grid in fields.items():
        if stride not in strides:
            raise ValueError(f"fields name the stride {stride}, scores only {[*strides]}")
        if not isinstance(grid, FieldGrid):
            raise TypeError(f"fields of stride {stride} must be a FieldGrid, got {grid!r}")
        if grid.jump != (stride, stride):
            raise ValueError(f"fields of stride {stride} must lie {stride} apart, got {grid}")
    return dict(fields)
