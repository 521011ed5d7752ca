"""Small matrices drawn with their numbers, as the integer examples of the course need them.

:func:`show_matrix` draws one cell for each number and frames windows.  :func:`show_matrices` puts
several side by side with equal cells, as an equation reads: image, kernel, result.
"""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, number_text, one_each, value_range

CELL = 0.46  # inches
MAX_NUMBERS = 400  # cells; beyond, numbers would be too small to read
MARGINS = 0.2  # inches, left and right together
NOTE = 0.3  # inches, below a matrix without its numbers


def show_matrix(
    matrix, ax=None, title=None, *, labels=None, highlight=(), cmap=None, vmin=None, vmax=None
):
    """Draw a small matrix as a grid of cells, each with its number.

    Whole numbers are written in full, others with three digits. More than 400 numbers would be too
    small to read: then the cells are drawn, and a note below says that the numbers are left out.

    Parameters
    ----------
    matrix : array_like of real numbers of shape (rows, columns)
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure with cells of 0.46 inches.
    title : str, optional
    labels : array_like of str of shape (rows, columns), optional
        Written in the cells instead of the numbers, for example ``"w00"``.
    highlight : sequence of (row, column, height, width), optional
        Windows to frame, in cells; ``row`` and ``column`` of the upper left cell.
    cmap : matplotlib colormap, optional
        By default blue shades, or the diverging map if there are negative numbers.
    vmin, vmax : float, optional
        Values at the ends of the colormap; by default the extremes (symmetric if diverging).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the matrix does not have two axes, or the labels another shape.
    TypeError
        If it holds anything else than real numbers.

    Examples
    --------
    >>> ax = show_matrix([[4, 3, 4], [2, 4, 3], [2, 3, 4]], highlight=[(0, 0, 1, 1)])
    >>> len(ax.texts)
    9
    """
    matrix = real_numbers(matrix, "matrix").astype(float)
    if matrix.ndim != 2:
        raise ValueError(f"matrix needs the shape (rows, columns), got {matrix.shape}")
    texts = _cell_texts(matrix, labels)
    if ax is None:
        _, ax = plt.subplots(figsize=_figure_size([matrix], title is not None))
    cmap = plt.get_cmap(cmap) if cmap is not None else _default_cmap(matrix)
    norm = plt.Normalize(*value_range([matrix], cmap, vmin, vmax))
    colors = cmap.with_extremes(bad=style.MISSING)(norm(np.ma.masked_invalid(matrix)))
    ax.imshow(colors, interpolation="nearest")
    _draw_grid(ax, *matrix.shape)
    if matrix.size <= MAX_NUMBERS:
        for (row, column), text in np.ndenumerate(texts):
            ink = style.readable_on(colors[row, column])
            ax.text(column, row, text, ha="center", va="center", color=ink)
    else:
        rows, columns = matrix.shape
        ax.set_xlabel(f"{rows}×{columns} numbers, too many to write")
    for row, column, height, width in highlight:
        corner = (column - 0.5, row - 0.5)
        ax.add_patch(
            Rectangle(
                corner,
                width,
                height,
                fill=False,
                edgecolor=style.ORANGE,
                linewidth=4,
                clip_on=False,
                zorder=4,
            )
        )
    if title is not None:
        ax.set_title(title)
    return ax


def show_matrices(matrices, titles=None, *, symbols=None, highlight=None, **options):
    """Draw matrices in a row with cells of one size, with symbols such as = between them.

    Parameters
    ----------
    matrices : sequence of array_like of shape (rows, columns)
    titles : sequence of str, optional
        One for each matrix.
    symbols : sequence of str, optional
        One fewer than matrices, for example ``("⋆", "=")``.
    highlight : sequence of (sequence of (row, column, height, width)), optional
        One list of windows for each matrix.
    **options
        Passed on to :func:`show_matrix`.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        One for each matrix.

    Raises
    ------
    ValueError
        If titles, symbols or highlight do not match the number of matrices.

    Examples
    --------
    >>> axes = show_matrices([np.eye(5), np.eye(3)], ["image", "kernel"], symbols=["⋆"])
    >>> len(axes)
    2
    """
    matrices = [np.asarray(matrix) for matrix in matrices]
    count = len(matrices)
    titles = one_each(titles, count, "titles", None)
    highlight = one_each(highlight, count, "highlight", ())
    symbols = one_each(symbols, count - 1, "symbols", "")
    widths = [matrix.shape[1] for matrix in matrices]
    _, axes = plt.subplots(
        1,
        count,
        figsize=_figure_size(matrices, any(titles)),
        width_ratios=widths,
        squeeze=False,
    )
    for ax, matrix, title, windows in zip(axes[0], matrices, titles, highlight, strict=True):
        show_matrix(matrix, ax, title, highlight=windows, **options)
    for ax, matrix, symbol in zip(axes[0], matrices, symbols, strict=False):
        place = (matrix.shape[1] - 0.5, (matrix.shape[0] - 1) / 2)  # right edge, middle row
        ax.annotate(symbol, place, (10, 0), textcoords="offset points", ha="center", va="center",
                    fontsize=style.symbol_size(symbol))  # fmt: skip
    return axes[0]


def _cell_texts(matrix, labels):
    if labels is None:
        return np.vectorize(number_text, otypes=[object])(matrix)
    labels = np.asarray(labels, dtype=object)
    if labels.shape != matrix.shape:
        raise ValueError(f"labels have the shape {labels.shape}, the matrix has {matrix.shape}")
    return labels


def _default_cmap(matrix):
    return style.DIVERGING if np.nanmin(matrix, initial=0) < 0 else style.SEQUENTIAL


def _figure_size(matrices, titled):
    columns = sum(matrix.shape[1] for matrix in matrices) + 0.8 * (len(matrices) - 1)
    rows = max(matrix.shape[0] for matrix in matrices)
    cell = min(CELL, (style.MAX_WIDTH - MARGINS) / columns)
    noted = any(matrix.size > MAX_NUMBERS for matrix in matrices)
    return cell * columns + MARGINS, cell * rows + (0.45 if titled else 0.2) + NOTE * noted


def _draw_grid(ax, rows, columns):
    lines = {"colors": style.INK, "linewidth": 1.0, "clip_on": False}
    ax.hlines(np.arange(rows + 1) - 0.5, -0.5, columns - 0.5, **lines)
    ax.vlines(np.arange(columns + 1) - 0.5, -0.5, rows - 0.5, **lines)
    frame(ax)
    ax.spines[:].set_visible(False)
