"""Still figures: grids of numbers as SVG text, without a drawing library.

Lines and numbers take the color of the text around them (`currentColor`), so that one figure
serves light pages, dark pages and paper. Coordinates are in cells; one cell is CELL pixels.
"""

from html import escape

import numpy as np

CELL = 34
INPUT, KERNEL, OUTPUT = "#2f7fc1", "#c8691c", "#23926b"


def number(value):
    """Write a number with at most two decimals and a real minus sign.

    >>> number(-2.0), number(0.125), number(3)
    ('−2', '0.12', '3')
    """
    if value == -np.inf:
        return "\N{MINUS SIGN}\N{INFINITY}"
    rounded = round(float(value), 2)
    text = f"{rounded:g}" if rounded != int(rounded) else f"{int(rounded)}"
    return text.replace("-", "\N{MINUS SIGN}")


def factor(value):
    """Write a number as a factor of a product: negative ones in parentheses.

    >>> factor(-1), factor(2)
    ('(−1)', '2')
    """
    return f"({number(value)})" if value < 0 else number(value)


def matrix_words(values):
    """Write a matrix as words for a text alternative, row by row.

    >>> matrix_words([[1, 2], [3, -4]])
    '1 2; 3 −4'
    """
    return "; ".join(" ".join(number(value) for value in row) for row in np.asarray(values))


def text(row, column, words, size=15, anchor="middle", weight=None):
    """Return text whose middle line is at (row, column), in cells."""
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{column * CELL:g}" y="{row * CELL + size * 0.36:.1f}" font-size="{size}" '
        f'text-anchor="{anchor}"{bold}>{escape(words)}</text>'
    )


def box(row, column, rows, columns, color, width=3, fill=0.0):
    """Return the outline of a block of cells, with a tint if `fill` is above 0."""
    inside = f'fill="{color}" fill-opacity="{fill:g}"' if fill else 'fill="none"'
    stroke = f' stroke="{color}" stroke-width="{width}"' if width else ""
    return (
        f'<rect x="{column * CELL:g}" y="{row * CELL:g}" width="{columns * CELL:g}" '
        f'height="{rows * CELL:g}" {inside}{stroke}/>'
    )


def boxes(places, color, fill=0.0, width=0.6):
    """Return many blocks of cells as one path; `places` holds (row, column, rows, columns)."""
    path = "".join(
        f"M{c * CELL:g} {r * CELL:g}h{columns * CELL:g}v{rows * CELL:g}h{-columns * CELL:g}z"
        for r, c, rows, columns in places
    )
    look = f'fill="{color}" fill-opacity="{fill:g}"' if fill else 'fill="none"'
    return f'<path d="{path}" {look} stroke="{color}" stroke-width="{width}"/>'


def lines(row, column, rows, columns, dashed=False):
    """Return the hairlines of a grid as one path."""
    top, left, bottom, right = (c * CELL for c in (row, column, row + rows, column + columns))
    across = [f"M{left:g} {(row + r) * CELL:g}H{right:g}" for r in range(rows + 1)]
    down = [f"M{(column + c) * CELL:g} {top:g}V{bottom:g}" for c in range(columns + 1)]
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    path = "".join(across + down)
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity=".4"{dash}/>'


def numbers(row, column, values, size=15):
    """Return the numbers of a matrix whose first cell is at (row, column)."""
    parts = []
    for (r, c), value in np.ndenumerate(np.asarray(values)):
        words = number(value)
        fitted = size if len(words) <= 3 else size - 3
        parts.append(text(row + r + 0.5, column + c + 0.5, words, fitted))
    return "".join(parts)


def caption(row, column, shape, name, below=0):
    """Return the name and the size of a matrix, centered below it and `below` more cells."""
    words = f"{name} {shape[0]} \N{MULTIPLICATION SIGN} {shape[1]}"
    return text(row + shape[0] + below + 0.42, column + shape[1] / 2, words, 13)


def figure(rows, columns, description, *parts):
    """Wrap parts into one SVG of rows x columns cells with a text alternative."""
    margin = 3
    width, height = columns * CELL, rows * CELL
    view = f"{-margin} {-margin} {width + 2 * margin:g} {height + 2 * margin:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{view}" '
        f'width="{width + 2 * margin:g}" height="{height + 2 * margin:g}" '
        'style="display:block;margin:1.5rem auto;max-width:100%;height:auto" '
        'font-family="inherit" fill="currentColor" '
        f'aria-label="{escape(description)}">{"".join(parts)}</svg>'
    )
