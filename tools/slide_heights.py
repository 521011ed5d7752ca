"""How tall a block is on a slide of 1280 x 720 pixels, estimated from its text on the safe side.

The sizes are those of `site/slides/deck.css`; `tests/tools/test_slides.py` measures whole decks.
"""

import math
import re
from collections.abc import Iterator
from copy import copy

from bs4 import Tag

WIDTH = 1160  # of what a slide shows
ROOM = 530  # its height below the heading
TEXT_LINE = 42  # pixels
LETTERS = 74  # in a line of text
GAP = 18  # between two blocks
POINT_GAP = 12  # between two points of a list
LEAD = 2 * TEXT_LINE + GAP  # what may announce a table
INDENT = 4  # letters before a point
CODE_LINE = 30
CODE_LETTERS = 82
EX = 14  # pixels of the height of an x, in which formulas are measured
CAPTION_LINE = 30
CAPTION_LETTERS = 100
CELL_LINE = 32
CELL_LETTERS = 92
CELL_EDGE = 13
CELL_PADDING = 2.5
WIDEST_COLUMN = 45  # letters
USUAL_PICTURE = 320
TALLEST_PICTURE = 450
LENGTH = re.compile(r"([\d.]+)ex")


def ex(drawing: Tag, side: str) -> float:
    """A side of a formula's drawing, in its own unit."""
    found = LENGTH.fullmatch(drawing.get(side, ""))
    return float(found[1]) if found else 0


def letters(tag: Tag) -> float:
    """How many letters wide a text is, formulas included."""
    kept = copy(tag)
    width = 0.0
    for formula in kept.select(".math"):
        width += ex(formula.svg, "width")
        formula.decompose()
    return len(" ".join(kept.get_text().split())) + width


def text_height(tag: Tag, indent: int = 0) -> float:
    """Pixels of a paragraph."""
    return TEXT_LINE * max(1, math.ceil(letters(tag) / (LETTERS - indent)))


def split_points(listing: Tag) -> Iterator[tuple[Tag, float]]:
    """Parts of a list that fit a slide, and their heights; numbers go on."""
    points = listing.find_all("li", recursive=False)
    heights = [text_height(point, INDENT) + POINT_GAP for point in points]
    for first, last in runs(heights, ROOM - GAP):
        part = part_of(listing, "li", first, last)
        if listing.name == "ol":
            part["start"] = first + int(listing.get("start", 1))
        yield part, sum(heights[first:last])


def runs(heights: list[float], room: float) -> Iterator[tuple[int, int]]:
    """The first and the last (exclusive) of as many as fit, about equally many in each run."""
    parts = math.ceil(sum(heights) / room)
    room = min(room, sum(heights) / parts + max(heights))
    first = 0
    while first < len(heights):
        last = first + 1
        while last < len(heights) and sum(heights[first : last + 1]) <= room:
            last += 1
        yield first, last
        first = last


def part_of(parent: Tag, name: str, first: int, last: int) -> Tag:
    """A copy of an element with some of its children."""
    part = copy(parent)
    for position, child in enumerate(part.find_all(name, recursive=False)):
        if not first <= position < last:
            child.decompose()
    return part


def formula_height(tag: Tag) -> float:
    """Pixels of formulas in a line of their own; wide ones are scaled down."""
    heights = 0.0
    for drawing in tag.select("svg"):
        wide = EX * ex(drawing, "width")
        heights += EX * ex(drawing, "height") * min(1, WIDTH / max(wide, 1))
    return heights + GAP


def code_height(text: str) -> float:
    """Pixels of code or printed lines; long lines are broken."""
    lines = text.split("\n")
    return CODE_LINE * sum(max(1, math.ceil(len(line) / CODE_LETTERS)) for line in lines)


def figure_height(figure: Tag) -> tuple[float, float]:
    """Pixels of a figure as tall as on its page, and how many of them it can do without.

    It grows into what is left.
    """
    image = figure.img
    on_page = int(image["height"])
    ratio = int(image["width"]) / on_page
    caption = figure.figcaption
    lines = math.ceil(letters(caption) / CAPTION_LETTERS) if caption is not None else 0
    least = min(USUAL_PICTURE, WIDTH / ratio)
    height = min(TALLEST_PICTURE, max(USUAL_PICTURE, on_page), WIDTH / ratio)
    return height + CAPTION_LINE * lines, height - least


def narrowest(tag: Tag) -> float:
    """How many letters wide a cell is at least: its longest word or formula."""
    formulas = [ex(drawing, "width") for drawing in tag.select("svg")]
    return max([0, *formulas, *map(len, tag.get_text().split())])


def column_widths(rows: list[list[Tag]]) -> list[float]:
    """Letters in a line of each column: as many as wanted, or what the others leave."""
    columns = [
        [row[n] for row in rows if n < len(row)] for n in range(max(len(row) for row in rows))
    ]
    least = [max(map(narrowest, column)) for column in columns]
    wanted = [min(WIDEST_COLUMN, max(map(letters, column))) for column in columns]
    flexible = [max(0, wish - floor) for wish, floor in zip(wanted, least, strict=True)]
    room = CELL_LETTERS - CELL_PADDING * len(columns) - sum(least)
    share = max(0, min(1, room / max(1, sum(flexible))))
    return [floor + share * more for floor, more in zip(least, flexible, strict=True)]


def row_heights(table: Tag) -> list[float]:
    """Pixels of each row of a table, its heading first."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    widths = column_widths(rows)
    heights = []
    for row in rows:
        lines = [math.ceil(letters(cell) / max(1, widths[n])) for n, cell in enumerate(row)]
        heights.append(CELL_LINE * max([1, *lines]) + CELL_EDGE)
    return heights


def split_rows(table: Tag) -> Iterator[tuple[Tag, float]]:
    """Parts of a table that fit a slide, each with the heading, and their heights."""
    heading, *heights = row_heights(table)
    heading += CELL_LINE * len(table.find_all("caption"))
    for first, last in runs(heights, ROOM - GAP - heading - LEAD):
        part = copy(table)
        part.tbody.replace_with(part_of(table.tbody, "tr", first, last))
        if part.tfoot is not None and last < len(heights):
            part.tfoot.decompose()  # it sums up the last rows
        yield part, heading + sum(heights[first:last])
