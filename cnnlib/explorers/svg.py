"""Still figures: grids of numbers as SVG text, without a drawing library.

Lines and numbers take the color of the text around them (`currentColor`), so that one figure
serves light pages, dark pages and paper. Coordinates are in cells; one cell is CELL pixels.
"""

from base64 import b64encode
from html import escape
from math import copysign, floor

import numpy as np

CELL = 34
MOST_WORDS = 144
STILL = "Run this cell to use the figure. Its first numbers:"
INPUT, KERNEL, OUTPUT = "#2f7fc1", "#c8691c", "#23926b"


def number(value):
    """Write a number with at most two decimals, halves away from zero, and a real minus sign.

    >>> number(-2.0), number(0.125), number(12345.5)
    ('−2', '0.13', '12345.5')
    """
    if value == -np.inf:
        return "\N{MINUS SIGN}\N{INFINITY}"
    hundredths = floor(abs(float(value)) * 100 + 0.5)
    text = f"{copysign(hundredths / 100, value) if hundredths else 0:.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def factor(value):
    """Write a number as a factor of a product: negative ones in parentheses.

    >>> factor(-1), factor(2)
    ('(−1)', '2')
    """
    return f"({number(value)})" if value < 0 else number(value)


def matrix_words(values):
    """Write a matrix of numbers or strings as words for a text alternative, row by row.

    Nobody listens to a thousand numbers: of more than `MOST_WORDS`, sizes and ends are said.

    >>> matrix_words([[1, 2], [3, -4]])
    '1 2; 3 −4'
    >>> matrix_words(np.arange(1024).reshape(32, 32))
    '32 by 32 numbers from 0 to 1023'
    """
    values = np.asarray(values)
    if values.dtype.kind != "U" and values.size > MOST_WORDS:
        ends = f"{number(values.min())} to {number(values.max())}"
        return f"{' by '.join(map(str, values.shape))} numbers from {ends}"
    if values.dtype.kind == "U":  # a value may be broken into lines
        return "; ".join(" ".join(row) for row in np.strings.replace(values, "\n", ""))
    return "; ".join(" ".join(number(value) for value in row) for row in values)


def text(row, column, words, size=15, anchor="middle", weight=None):
    """Return text whose middle line is at (row, column), in cells."""
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{column * CELL:g}" y="{row * CELL + size * 0.36:.1f}" font-size="{size}" '
        f'text-anchor="{anchor}"{bold}>{escape(words)}</text>\n'
    )


def box(row, column, rows, columns, color, width=3, fill=0.0):
    """Return the outline of a block of cells, with a tint if `fill` is above 0."""
    inside = f'fill="{color}" fill-opacity="{fill:g}"' if fill else 'fill="none"'
    stroke = f' stroke="{color}" stroke-width="{width}"' if width else ""
    return (
        f'<rect x="{column * CELL:g}" y="{row * CELL:g}" width="{columns * CELL:g}" '
        f'height="{rows * CELL:g}" {inside}{stroke}/>'
    )


def picture(row, column, rows, columns, png):
    """Return a PNG file, given as bytes, in a block of cells."""
    return (
        f'<image x="{column * CELL:g}" y="{row * CELL:g}" width="{columns * CELL:g}" '
        f'height="{rows * CELL:g}" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{b64encode(png).decode()}"/>'
    )


def boxes(places, color, fill=0.0, width=0.6):
    """Return many blocks of cells as one path; `places` holds (row, column, rows, columns)."""
    path = "".join(
        f"M{c * CELL:g} {r * CELL:g}h{columns * CELL:g}v{rows * CELL:g}h{-columns * CELL:g}z"
        for r, c, rows, columns in places
    )
    look = f'fill="{color}" fill-opacity="{fill:g}"' if fill else 'fill="none"'
    return f'<path d="{path}" {look} stroke="{color}" stroke-width="{width}"/>'


def line(row, column, end_row, end_column, color=INPUT, width=1):
    """Return a line from one point to another, in cells."""
    ends = f"M{column * CELL:g} {row * CELL:g}L{end_column * CELL:g} {end_row * CELL:g}"
    return f'<path d="{ends}" fill="none" stroke="{color}" stroke-width="{width}"/>'


def lines(row, column, rows, columns, dashed=False, step=(1, 1)):
    """Return the hairlines of a grid as one path; its places are `step` cells high and wide."""
    top, left, (high, wide) = row * CELL, column * CELL, (one * CELL for one in step)
    right, bottom = left + columns * wide, top + rows * high
    across = [f"M{left:g} {top + r * high:g}H{right:g}" for r in range(rows + 1)]
    down = [f"M{left + c * wide:g} {top:g}V{bottom:g}" for c in range(columns + 1)]
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


def words(row, column, texts, step, size=11):
    """Return the texts of a matrix of strings, each of one line or more, as `numbers` does."""
    high, wide = step
    parts = []
    for (r, c), lettering in np.ndenumerate(np.asarray(texts)):
        written = lettering.split("\n")
        for line, part in enumerate(written):
            down = row + (r + 0.5) * high + (line - (len(written) - 1) / 2) * 0.42
            parts.append(text(down, column + (c + 0.5) * wide, part, size))
    return "".join(parts)


def caption(row, column, shape, name, below=0, step=(1, 1), zoom=1):
    """Return the name and the size of a matrix, centered below it and `below` more cells."""
    (rows, columns), (high, wide) = shape, step
    words = f"{name} {rows} \N{MULTIPLICATION SIGN} {columns}"
    return text(
        row + rows * high + below + 0.42 * zoom, column + columns * wide / 2, words, 13 * zoom
    )


def figure(rows, columns, description, *parts):
    """Wrap parts into one SVG of rows x columns cells with a text alternative.

    Viewers that do not trust a stored notebook keep only its words: the first of them say what to
    do, and each of the others stands on a line of its own.
    """
    margin = 3
    width, height = columns * CELL, rows * CELL
    view = f"{-margin} {-margin} {width + 2 * margin:g} {height + 2 * margin:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{view}" '
        f'width="{width + 2 * margin:g}" height="{height + 2 * margin:g}" '
        'style="display:block;margin:1.5rem auto;max-width:100%;height:auto" '
        'font-family="inherit" fill="currentColor" '
        f'aria-label="{escape(description)}"><desc>{STILL}</desc>\n{"".join(parts)}</svg>'
    )
