"""Two maps side by side as SVG: what was expected, what came, and where they differ."""

import math

CELL = 18  # pixels
LIGHT, DARK = (239, 243, 255), (8, 48, 107)
GAP = 1e-6  # relative to the largest value: what looks the same


def pair(picture):
    """Return the drawings of a case's picture.

    Parameters
    ----------
    picture : dict
        ``expected`` and ``got``, lists of rows of numbers.

    Returns
    -------
    list of (str, str)
        Caption and SVG.
    """
    expected, got = picture["expected"], picture["got"]
    values = [value for rows in (expected, got) for row in rows for value in row]
    scale = (min(values), max(values))
    wrong = differing(expected, got)
    return [
        ("expected", drawing(expected, scale, set(), "expected")),
        ("yours", drawing(got, scale, wrong, "yours")),
    ]


def differing(expected, got):
    """Return the places where two maps of one shape differ; all places of another shape."""
    places = {(a, b) for a, row in enumerate(got) for b in range(len(row))}
    if [len(row) for row in expected] != [len(row) for row in got]:
        return places
    largest = max(abs(value) for row in expected for value in row)
    return {
        (a, b) for a, b in places if abs(expected[a][b] - got[a][b]) > GAP * max(largest, 1e-12)
    }


def drawing(rows, scale, marked, name):
    """Return one map as SVG, dark where it is large, framed where it is wrong."""
    height, width = len(rows), len(rows[0])
    cells = [
        _cell(a, b, rows[a][b], scale, (a, b) in marked)
        for a in range(height)
        for b in range(width)
    ]
    words = f"{name}: {height} × {width} values from {_short(rows, min)} to {_short(rows, max)}"
    if marked:
        words += f", {len(marked)} of them differ, first at row {min(marked)[0]}"
        words += f", column {min(marked)[1]}"
    size = f'width="{width * CELL}" height="{height * CELL}"'
    box = f'viewBox="0 0 {width * CELL} {height * CELL}"'
    return f'<svg role="img" {size} {box}><title>{words}</title>{"".join(cells)}</svg>'


def _cell(a, b, value, scale, is_marked):
    """Return one value as a square."""
    low, high = scale
    share = (value - low) / (high - low) if high > low else 0.5
    color = "#" + "".join(
        f"{round(light + share * (dark - light)):02x}"
        for light, dark in zip(LIGHT, DARK, strict=True)
    )
    place = f'x="{b * CELL}" y="{a * CELL}" width="{CELL}" height="{CELL}"'
    square = f'<rect {place} fill="{color}"><title>{value:g}</title></rect>'
    if not is_marked:
        return square
    inner = f'x="{b * CELL + 1}" y="{a * CELL + 1}" width="{CELL - 2}" height="{CELL - 2}"'
    return f'{square}<rect {inner} fill="none" stroke="#d7301f" stroke-width="2"/>'


def _short(rows, choose):
    """Return the smallest or largest value in few digits."""
    value = choose(value for row in rows for value in row)
    return f"{value:.4g}" if math.isfinite(value) else str(value)
