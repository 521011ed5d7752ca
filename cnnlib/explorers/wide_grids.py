"""Grids of many numbers in a still figure, and the files that show them on a page.

Up to twelve rows and columns a grid holds its numbers; a larger one is shaded by their size, orange
where they are negative, as `wide_grid.js` does. Used by slide_kernel.py and pooling.py.
"""

import numpy as np

from cnnlib.explorers import svg

MOST = 32  # rows and columns
MOST_AS_NUMBERS = 12
TINTS = 6  # steps from nothing to the largest number
SOURCES = ("window_figure.js", "wide_grid.js", "window_explorer.js", "image_values.js")
STYLES = ("window_explorer.css", "wide_grid.css")


def is_wide(*matrices):
    """Return whether one of the matrices is too large to be read as numbers.

    >>> is_wide(np.ones((12, 3))), is_wide(np.ones((12, 3)), np.ones((13, 3)))
    (False, True)
    """
    return max(max(matrix.shape) for matrix in matrices) > MOST_AS_NUMBERS


def levels(values):
    """Return the tint of each number: 1 to 6 by its size, 0 for zero and what is not finite.

    >>> levels(np.array([[0, 1, -9], [3, 9, -np.inf]]))
    array([[0, 1, 6],
           [2, 6, 0]])
    """
    size = np.where(np.isfinite(values), np.abs(values), 0)
    return np.minimum(np.ceil(TINTS * size / (size.max() or 1)), TINTS).astype(int)


def cells(row, column, values, wide):
    """Return a matrix whose first cell is at (row, column): its numbers, or one tint for each.

    Parameters
    ----------
    row, column : float
        Of the first cell, in cells of the figure.
    values : ndarray of shape (rows, columns)
    wide : bool
        Whether tints take the place of numbers.

    Returns
    -------
    str
        Of SVG.
    """
    if not wide:
        return svg.numbers(row, column, values)
    tints = levels(values)
    parts = []
    for color, side in (("currentColor", values > 0), (svg.KERNEL, values < 0)):
        for tint in range(1, TINTS + 1):
            places = np.argwhere(side & (tints == tint))
            found = [(row + r, column + c, 1, 1) for r, c in places]
            if found:
                parts.append(svg.boxes(found, color, 0.75 * tint / TINTS, 0))
    return "".join(parts)
