"""What a unit sees: as a cone through the layers over a strip, and as a frame on an image.

Fields are given as objects with `rows` and `columns`, first and last place of each, as
``cnnlib.receptive_field.Field``. Used in chapters 6 and 11.
"""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.patches import Polygon, Rectangle
from matplotlib.patheffects import Normal, Stroke

from cnnlib.plotting import style
from cnnlib.plotting.frames import number_text
from cnnlib.plotting.grids import show_images

CELL = 0.42  # inches
UNIT = 0.84  # side of a drawn unit, in cells
ROW = 2.0  # from one layer to the next, in cells
PLACE, REACHED = "#f3f7fc", "#f2b877"  # both with black ink on them


def show_cone(rows, names, *, paths=False):
    """Draw layers over a strip of inputs, and the units that feed one output.

    Parameters
    ----------
    rows : sequence of (array_like of shape (units,), array_like of shape (units,))
        From the input to the output, as ``cnnlib.receptive_field.cone`` returns them: the center
        of each unit on the input, and the paths from it to the chosen output; 0 if it feeds it not.
    names : sequence of str
        Of the input and of every layer.
    paths : bool, optional
        Write the number of paths into the units that have any, instead of every unit's index.

    Returns
    -------
    matplotlib.axes.Axes
        Input places to the right, layers upward, both in cells.

    Raises
    ------
    ValueError
        If there is not one name for each row.

    Examples
    --------
    >>> rows = [([0, 1, 2, 3], [1, 1, 1, 0]), ([1, 2], [1, 0])]
    >>> ax = show_cone(rows, ["input", "conv 3"])
    >>> [text.get_text() for text in ax.texts]
    ['input', '0', '1', '2', '3', 'conv 3', '0', '1']
    """
    left, right = min(rows[0][0]) - 0.7, max(rows[0][0]) + 0.7
    size = (right - left) * CELL, (ROW * len(rows) - 0.3) * CELL
    _, ax = plt.subplots(figsize=size)
    below = None
    for level, (name, (centers, counts)) in enumerate(zip(names, rows, strict=True)):
        height = ROW * level
        counts = np.asarray(counts)
        ax.text(right - 0.2, height + 0.55, name, ha="right", va="bottom")
        for index, (center, count) in enumerate(zip(centers, counts, strict=True)):
            number = ("" if count == 0 else number_text(count)) if paths else str(index)
            _add_unit(ax, center, height, number, reached=count > 0)
        ends = np.asarray(centers)[counts > 0][[0, -1]]
        if below is not None:
            _add_cone(ax, below, ends, height)
        below = ends
    ax.set(xlim=(left, right), ylim=(-0.6, ROW * len(rows) - 0.9), aspect="equal")
    ax.axis("off")
    return ax


def show_fields(images, fields, titles=None, **options):
    """Show images, each with one framed field.

    Parameters
    ----------
    images : sequence of array_like of shape (H, W), (1, H, W) or (3, H, W)
    fields : sequence of cnnlib.receptive_field.Field
        One for each image; what lies outside it is not drawn.
    titles : sequence of str, optional
    **options
        Passed on to :func:`show_images`.

    Returns
    -------
    ndarray of matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is not one field for each image.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> field = SimpleNamespace(rows=(1, 3), columns=(2, 6))
    >>> (ax,) = show_fields([np.eye(9)], [field])
    >>> ax.patches[0].get_xy(), ax.patches[0].get_width()
    ((1.5, 0.5), 5)
    """
    axes = show_images(images, titles, **options)
    for ax, field in zip(axes, fields, strict=True):
        _add_frame(ax, field, style.ORANGE, clip_on=True)
    return axes


def show_nested_fields(image, fields, title=None):
    """Show an image with the fields of several layers to scale, named beside it.

    Parameters
    ----------
    image : array_like of shape (H, W), (1, H, W) or (3, H, W)
    fields : dict of str to cnnlib.receptive_field.Field
        From the smallest to the largest; they may reach beyond the image, into the padding.
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> field = SimpleNamespace(rows=(-2, 9), columns=(-2, 9))
    >>> ax = show_nested_fields(np.eye(8), {"pool5: 12": field})
    >>> len(ax.patches), ax.texts[0].get_text()
    (1, 'pool5: 12')
    """
    (ax,) = show_images([image], None if title is None else [title])
    h, w = ax.images[0].get_array().shape[:2]
    top, bottom = _extent([field.rows for field in fields.values()], h)
    left, right = _extent([field.columns for field in fields.values()], w)
    name_column = right + 0.1 * (right - left)
    name_rows = np.linspace((top + bottom) / 2, top + 0.05 * (bottom - top), len(fields))
    for (name, field), row in zip(fields.items(), name_rows, strict=True):
        _add_frame(ax, field, style.BLUE, clip_on=False)
        corner = field.columns[1] + 0.5, field.rows[0] - 0.5
        ax.plot(*zip(corner, (name_column, row), strict=True), color=style.BLUE, marker="",
                linestyle="-", linewidth=1)  # fmt: skip
        ax.text(name_column + 0.02 * (right - left), row, name, va="center")
    ax.spines[:].set_visible(False)
    ax.set(xlim=(left, name_column + 0.35 * (right - left)), ylim=(bottom, top))
    return ax


def _extent(spans, n):
    """Return the edges of an axis of n places with everything of these spans on it."""
    first, last = min(0, *(span[0] for span in spans)), max(n - 1, *(span[1] for span in spans))
    return first - 1.5, last + 1.5


def _add_frame(ax, field, color, clip_on):
    """Frame a field; a pale rim keeps the color apart from what lies below."""
    (row, last_row), (column, last_column) = field.rows, field.columns
    size = last_column - column + 1, last_row - row + 1
    rim = [Stroke(linewidth=4.5, foreground="white", alpha=0.45), Normal()]
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), *size, fill=False, linewidth=2.5,
                           edgecolor=color, clip_on=clip_on, path_effects=rim))  # fmt: skip


def _add_unit(ax, center, height, text, reached):
    corner = center - UNIT / 2, height - UNIT / 2
    look = {"facecolor": REACHED if reached else PLACE, "edgecolor": style.INK, "zorder": 3}
    ax.add_patch(Rectangle(corner, UNIT, UNIT, linewidth=2 if reached else 1, **look))
    if text:
        ax.text(center, height, text, ha="center", va="center", color="black", zorder=4)


def _add_cone(ax, below, above, height):
    """Shade what lies between the outermost units that feed the output, of two layers."""
    half = UNIT / 2
    corners = [
        (below[0] - half, height - ROW + half),
        (below[1] + half, height - ROW + half),
        (above[1] + half, height - half),
        (above[0] - half, height - half),
    ]
    ax.add_patch(Polygon(corners, facecolor=style.ORANGE, alpha=0.25, linewidth=0, zorder=1))
