"""Networks as points: how wrong they are, against what they cost."""

import numpy as np
from matplotlib import pyplot as plt

from cnnlib.plotting import style

LARGEST_AREA = 900  # of a disk, in square points


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
    middle = np.sqrt(costs.min() * costs.max())
    for name, cost, error, area in zip(names, costs, errors, areas, strict=True):
        side = -1 if cost > middle else 1  # the name points to the middle of the figure
        offset = side * (np.sqrt(area / np.pi) + 4)
        ax.annotate(
            name,
            (cost, error),
            (offset, 0),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="center",
        )
    return ax
