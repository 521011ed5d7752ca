"""One image on its way through a network: the arrays after each step, side by side.

Feature maps are drawn as small images, vectors as a strip of cells.  Chapter 1 follows a digit from
its pixels to the scores of ten classes.
"""

from itertools import pairwise

from matplotlib import pyplot as plt
from matplotlib.patches import ConnectionPatch

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, one_each, value_range

MAPS = 4  # drawn of each stage
LABELED_CELLS = 12  # of a vector, at most


def show_pipeline(stages, titles=None, *, maps=MAPS):
    """Draw the arrays of a network from left to right, with arrows between them.

    Parameters
    ----------
    stages : sequence of array_like of shape (C, H, W) or (n,)
        Of a stack of feature maps the first `maps` are drawn, and below it is said of how many.
        A short vector has the index of each cell beside it.
    titles : sequence of str, optional
        One for each stage; its shape is written below.
    maps : int, optional

    Returns
    -------
    list of list of matplotlib.axes.Axes
        For each stage the axes of its maps, or the one of its vector.

    Raises
    ------
    ValueError
        If a stage is neither a stack of maps nor a vector.

    Examples
    --------
    >>> import numpy as np
    >>> drawn = show_pipeline([np.zeros((1, 6, 6)), np.zeros((8, 3, 3)), np.zeros(72)])
    >>> [len(axes) for axes in drawn]
    [1, 4, 1]
    """
    stages = [real_numbers(stage, "a stage") for stage in stages]
    for stage in stages:
        if stage.ndim not in (1, 3):
            raise ValueError(f"a stage needs the shape (C, H, W) or (n,), got {stage.shape}")
    titles = one_each(titles, len(stages), "titles", "")
    figure = plt.figure(figsize=(style.MAX_WIDTH, 0.85 * maps + 0.9), layout="constrained")
    # With the usual height between rows, Matplotlib before 3.11 finds no room for the maps.
    figure.get_layout_engine().set(wspace=0.12, h_pad=0.01)
    widths = [1 if stage.ndim == 3 else 0.6 for stage in stages]
    grid = figure.add_gridspec(2 * maps, len(stages), width_ratios=widths)
    drawn = []
    columns = []
    for index, (stage, title) in enumerate(zip(stages, titles, strict=True)):
        columns.append(_column(figure, grid[:, index], title, _caption(stage.shape, maps)))
        if stage.ndim == 1:
            drawn.append([_draw_vector(figure.add_subplot(grid[:, index]), stage)])
            continue
        count = min(maps, len(stage))
        top = maps - count  # half rows above, so that few maps stand in the middle
        places = [grid[top + 2 * i : top + 2 * i + 2, index] for i in range(count)]
        drawn.append(_draw_maps([figure.add_subplot(place) for place in places], stage[:count]))
    for left, right in pairwise(columns):
        arrow = ConnectionPatch(
            (1, 0.5), (0, 0.5), "axes fraction", "axes fraction", axesA=left, axesB=right,
            arrowstyle="->", color=style.INK, linewidth=1.5,
        )  # fmt: skip
        figure.add_artist(arrow)
    return drawn


def _caption(shape, maps):
    """Write the shape of a stage, and how many of its maps are drawn if not all are."""
    size = "×".join(str(n) for n in shape)
    some = len(shape) == 3 and maps < shape[0]
    return f"{size}\n{maps} of {shape[0]}" if some else size


def _column(figure, place, title, caption):
    """Add empty axes that carry the title, the caption, and the ends of the arrows."""
    ax = figure.add_subplot(place)
    ax.set_axis_off()
    ax.set_title(title)
    ax.text(0.5, -0.02, caption, transform=ax.transAxes, ha="center", va="top")
    return ax


def _draw_maps(axes, planes):
    """Draw planes in one range of colors, diverging where numbers are negative."""
    cmap = style.DIVERGING if planes.min() < 0 else plt.get_cmap("gray")
    low, high = value_range([planes], cmap, None if planes.min() < 0 else 0, None)
    for ax, plane in zip(axes, planes, strict=True):
        ax.imshow(plane, cmap=cmap, vmin=low, vmax=high)
        frame(ax)
    return axes


def _draw_vector(ax, vector):
    cmap = style.DIVERGING if vector.min() < 0 else plt.get_cmap("gray")
    low, high = value_range([vector], cmap, None, None)
    ax.imshow(vector[:, None], cmap=cmap, vmin=low, vmax=high, aspect="auto")
    frame(ax)
    if len(vector) <= LABELED_CELLS:
        ax.set_yticks(range(len(vector)))
        ax.yaxis.tick_right()
        ax.tick_params(length=0)
    return ax
