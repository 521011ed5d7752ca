"""How tall a block is on a slide of 1280 x 720 pixels, estimated from its text on the safe side.

The sizes are those of the style sheets in `site/slides`; `tests/site/test_slides.py` measures
whole decks.
"""

import math
import re
from collections.abc import Iterator
from copy import copy

from bs4 import BeautifulSoup, Tag

WIDTH = 1160  # of what a slide shows
ROOM = 626  # its height with its heading
HEADING_LINE = 46
HEADING_LETTERS = 50
WHERE = 26  # pixels of the section above the heading of a part
TEXT_LINE = 42  # pixels
LETTERS = 72  # in a line of text
GAP = 18  # between two blocks
POINT_GAP = 12  # between two points of a list
LEAD = 2 * TEXT_LINE + GAP  # what may announce a table
INDENT = 5  # letters before a point, and beside a text in a box
CODE_LINE = 30
CODE_LETTERS = 82
EX = 16  # pixels of the height of an x, in which formulas are measured
LETTER = 15.5  # pixels of the width of a letter
FORMULA_EDGE = 12  # pixels below a formula in a line of its own
CAPTION_LINE = 30
CAPTION_LETTERS = 100
CELL_LINE = 32
CELL_EX = 14
CELL_LETTER = 14  # many of them are bold
CELL_EDGE = 13
CELL_PADDING = 28  # at both sides together
FORMULA_ROOM = 24  # pixels of a line that a formula may fill
USUAL_PICTURE = 300
TALLEST_PICTURE = 450
LEAST_ROOM = ROOM - 2 * HEADING_LINE  # below a heading of two lines
LENGTH = re.compile(r"([\d.]+)ex")


def ex(drawing: Tag, side: str) -> float:
    """A side of a formula's drawing, in its own unit."""
    found = LENGTH.fullmatch(drawing.get(side, ""))
    return float(found[1]) if found else 0


def words(tag: Tag, unit: float = EX / LETTER) -> list[int]:
    """How many letters wide the words of a text are; `unit` is that of formulas in letters."""
    kept = copy(tag)
    for formula in kept.select(".math"):
        formula.replace_with("x" * math.ceil(unit * ex(formula.svg, "width")))
    return [len(word) for word in kept.get_text().replace("\u2060", "").split()]


def wrapped(lengths: list[int], room: float) -> int:
    """How many lines words fill that are broken between words only."""
    lines, left = 1, room
    for length in lengths:
        if length > left and left < room:
            lines, left = lines + 1, room
        left -= length + 1
    return lines


def tallest(tag: Tag, unit: float) -> float:
    """Pixels of the tallest formula of a text."""
    return max([0, *[unit * ex(drawing, "height") for drawing in tag.select("svg")]])


def room_below(heading: str, section: str) -> float:
    """Pixels that a slide has below its heading, which is HTML."""
    lengths = words(BeautifulSoup(heading, "html.parser"))
    lines = wrapped(lengths, HEADING_LETTERS) if lengths else 0
    return ROOM - HEADING_LINE * lines - (WHERE if section else 0)


def text_height(tag: Tag, indent: int = 0) -> float:
    """Pixels of a paragraph; a tall formula makes its line taller."""
    lines = wrapped(words(tag), LETTERS - indent)
    return TEXT_LINE * lines + max(0, tallest(tag, EX) - FORMULA_ROOM)


def split_points(listing: Tag) -> Iterator[tuple[Tag, float]]:
    """Parts of a list that fit a slide, and their heights; numbers go on."""
    points = listing.find_all("li", recursive=False)
    heights = [text_height(point, INDENT) + POINT_GAP for point in points]
    for first, last in runs(heights, LEAST_ROOM - GAP):
        part = part_of(listing, "li", first, last)
        if listing.name == "ol":
            part["start"] = first + int(listing.get("start", 1))
        yield part, sum(heights[first:last])


def runs(heights: list[float], room: float, lead: float = 0) -> list[tuple[int, int]]:
    """The first and the last (exclusive) of each run that fits: few runs, about equally tall.

    What leads to the first run needs so many pixels of its room.
    """
    parts = len(filled(heights, room, lead))
    rooms = range(math.ceil(max(heights)), math.ceil(room))
    least = next((less for less in rooms if len(filled(heights, less, lead)) == parts), room)
    return filled(heights, least, lead)


def filled(heights: list[float], room: float, lead: float = 0) -> list[tuple[int, int]]:
    """Runs that each hold as many as fit."""
    found = []
    first = 0
    while first < len(heights):
        left = room if found else room - lead
        last = first + 1
        while last < len(heights) and sum(heights[first : last + 1]) <= left:
            last += 1
        found.append((first, last))
        first = last
    return found


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
    for drawing in tag.select("svg[height$=ex]"):  # not what is drawn inside of it
        wide = EX * ex(drawing, "width")
        heights += max(TEXT_LINE, EX * ex(drawing, "height") * min(1, WIDTH / max(wide, 1)))
    return heights + FORMULA_EDGE


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
    lines = wrapped(words(caption), CAPTION_LETTERS) if caption is not None else 0
    least = min(USUAL_PICTURE, WIDTH / ratio)
    height = min(TALLEST_PICTURE, max(USUAL_PICTURE, on_page), WIDTH / ratio)
    return height + CAPTION_LINE * lines, height - least


def cell_words(cell: Tag) -> list[int]:
    """How many letters wide the words of a cell are."""
    return words(cell, CELL_EX / CELL_LETTER)


def column_widths(rows: list[list[list[int]]]) -> list[float]:
    """Letters in a line of each column, as a browser shares them, from the words of the cells.

    A column has room for its longest word, and of what all others leave a part of what it wants.
    """
    columns = [
        [row[n] for row in rows if n < len(row)] for n in range(max(len(row) for row in rows))
    ]
    least = [max(max(cell, default=0) for cell in column) for column in columns]
    wanted = [max(sum(cell) + len(cell) - 1 for cell in column) for column in columns]
    flexible = [max(0, wish - floor) for wish, floor in zip(wanted, least, strict=True)]
    room = (WIDTH - CELL_PADDING * len(columns)) / CELL_LETTER - sum(least)
    share = max(0, min(1, room / max(1, sum(flexible))))
    return [floor + share * more for floor, more in zip(least, flexible, strict=True)]


def cell_height(cell: Tag, width: float) -> float:
    """Pixels of a cell in a column of so many letters."""
    lines = wrapped(cell_words(cell), width)
    return CELL_LINE * lines + max(0, tallest(cell, CELL_EX) - FORMULA_ROOM) + CELL_EDGE


def row_heights(table: Tag) -> list[float]:
    """Pixels of each row of a table, its heading first; that one includes the caption."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    widths = column_widths([list(map(cell_words, row)) for row in rows])
    heights = [max(map(cell_height, row, widths)) for row in rows]
    if table.caption is not None:
        room = sum(widths) + CELL_PADDING / CELL_LETTER * (len(widths) - 1)
        heights[0] += CELL_LINE * wrapped(cell_words(table.caption), room)
    return heights


def split_rows(table: Tag) -> Iterator[tuple[Tag, float]]:
    """Parts of a table that fit a slide, each with the heading, and their heights."""
    heading, *heights = row_heights(table)
    for first, last in runs(heights, LEAST_ROOM - GAP - heading, LEAD):
        part = copy(table)
        part.tbody.replace_with(part_of(table.tbody, "tr", first, last))
        if part.tfoot is not None and last < len(heights):
            part.tfoot.decompose()  # it sums up the last rows
        yield part, heading + sum(heights[first:last])
