"""Networks as points: how wrong they are, against what they cost."""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.transforms import Bbox

from cnnlib.plotting import style

LARGEST_AREA = 900  # of a disk, in square points
GAP = 3  # points between a disk and its name
POINTS = 72  # an inch
SIDES = {  # where a name may stand, in this order, and how it is aligned there
    (1, 0): ("left", "center"),
    (-1, 0): ("right", "center"),
    (0, 1): ("center", "bottom"),
    (0, -1): ("center", "top"),
}


def show_tradeoff(names, costs, errors, sizes, ax=None, *, xlabel="", ylabel="", title=None):
    """Draw one disk for each network; its area is a second cost.

    Parameters
    ----------
    names : sequence of str
        Written beside the disks.
    costs : array_like of shape (networks,)
        Positive; the axis is logarithmic.
    errors : array_like of shape (networks,)
    sizes : array_like of shape (networks,)
        Positive; areas are proportional to them.
    ax : matplotlib.axes.Axes, optional
    xlabel, ylabel, title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are not as many costs, errors and sizes as names, or a cost or size is not
        positive.

    Examples
    --------
    >>> ax = show_tradeoff(["small", "large"], [1e6, 1e8], [30, 20], [1, 9])
    >>> [text.get_text() for text in ax.texts]
    ['small', 'large']
    """
    columns = [np.asarray(values, dtype=float) for values in (costs, errors, sizes)]
    if any(column.shape != (len(names),) for column in columns):
        counts = [column.shape for column in columns]
        raise ValueError(f"{len(names)} names, but costs, errors and sizes of shapes {counts}")
    costs, errors, sizes = columns
    if not ((costs > 0).all() and (sizes > 0).all()):
        raise ValueError("costs and sizes must be positive")
    if ax is None:
        _, ax = plt.subplots(figsize=(style.MAX_WIDTH, 4.2))
    areas = LARGEST_AREA * sizes / sizes.max()
    ax.scatter(costs, errors, areas, color=style.BLUE, alpha=0.5)
    ax.set(xscale="log", xlabel=xlabel, ylabel=ylabel, title=title)
    ax.margins(0.15)
    ax.xaxis.set_major_formatter("{x:g}")  # 10 and 100, not powers of ten
    radii = np.sqrt(areas / np.pi)
    taken = [_disk_box(ax, *disk) for disk in zip(costs, errors, radii, strict=True)]
    for name, cost, error, radius in zip(names, costs, errors, radii, strict=True):
        taken.append(_write_beside(ax, name, (cost, error), radius, taken))
    return ax


def _disk_box(ax, cost, error, radius):
    """Return the square around a disk, in pixels of the figure."""
    center = ax.transData.transform((cost, error))
    reach = radius * ax.figure.dpi / POINTS
    return Bbox([center - reach, center + reach])


def _write_beside(ax, name, place, radius, taken):
    """Write a name at the first free side of its disk; return the box that it takes."""
    gap = radius + GAP
    for direction, (horizontal, vertical) in SIDES.items():
        offset = gap * np.array(direction)
        options = {"ha": horizontal, "va": vertical, "textcoords": "offset points"}
        text = ax.annotate(name, place, offset, **options)
        box = text.get_window_extent()
        if not any(box.overlaps(other) for other in taken):
            return box
        text.remove()
    return ax.annotate(name, place, gap * np.array((1, 0)), **options).get_window_extent()
