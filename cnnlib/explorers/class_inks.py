"""The inks of classes in the segmentation explorer: a color and strokes for each.

Class 0, the background, is pale and plain. The same inks draw the still figure, here, and the live
one, by its JavaScript. Used by fcn_overlay.py.
"""

import numpy as np

from cnnlib.explorers import svg

# For each class a color, and strokes in a square of 4 by 4 pixels, so that color is not all.
INKS = (
    ("#e4e7ea", ""),
    (svg.INPUT, ""),
    (svg.KERNEL, "M0 4L4 0"),
    ("#9646a0", "M1 1h1M3 3h1"),
    (svg.OUTPUT, "M0 0L4 4"),
    ("#c86e96", "M0 0L4 4M0 4L4 0"),
)


def row_strokes(classes, number):
    """Draw the pixels of a class as horizontal strokes, one pixel wide: the data of an SVG path.

    Parameters
    ----------
    classes : ndarray of int of shape (H, W)
    number : int
        The class.

    Returns
    -------
    str

    Examples
    --------
    >>> row_strokes(np.array([[0, 1, 1], [1, 0, 1]]), 1)
    'M1 .5h2M0 1.5h1M2 1.5h1'
    """
    marks = np.pad((classes == number).astype(int), ((0, 0), (1, 1)))
    edges = np.diff(marks, axis=1)
    begins, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    middle = [f"{row or ''}.5" for row in begins[:, 0]]
    parts = zip(begins[:, 1], middle, ends[:, 1] - begins[:, 1], strict=True)
    return "".join(f"M{column} {row}h{length}" for column, row, length in parts)


def map_drawing(classes):
    """Draw a map of classes as elements of SVG, in units of pixels.

    >>> map_drawing(np.array([[0, 1]])).count("<path")
    1
    """
    h, w = classes.shape
    parts = [f'<rect width="{w}" height="{h}" fill="{INKS[0][0]}"/>']
    for number in range(1, classes.max() + 1):
        strokes = row_strokes(classes, number)
        ink = f'stroke="url(#cnn-class-{number})" stroke-width="1"'
        parts.append(f'<path d="{strokes}" fill="none" {ink}/>')
    return "".join(parts)


def patterns(count):
    """Return the inks of so many classes as patterns of SVG, by the names of `map_drawing`.

    >>> patterns(3).count("<pattern")
    3
    """
    parts = []
    for number, (color, strokes) in enumerate(INKS[:count]):
        lines = f'<path d="{strokes}" stroke="#fff" stroke-width=".6"/>' if strokes else ""
        size = 'width="4" height="4" patternUnits="userSpaceOnUse"'
        box = f'<rect width="4" height="4" fill="{color}"/>{lines}'
        parts.append(f'<pattern id="cnn-class-{number}" {size}>{box}</pattern>')
    return f"<defs>{''.join(parts)}</defs>"
