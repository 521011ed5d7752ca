"""How tall a section will be, roughly: browsers lay out what is near and reserve this for the rest.

A page of a chapter has ten thousand elements. `type.css` lets browsers put off the layout of
sections that are far from the window; the closer the guess of their height, the less the scroll bar
moves while one reads.
"""

from bs4 import BeautifulSoup, Tag

LINE = 28  # pixels of a line of text, and its letters in the column of a wide window
LETTERS = 80
CODE_LINE = 20
ROW = 38  # of a table
FORMULA = 90
BOX = 60  # heading and margins of a box, a cell, a figure
FOLDED = "details.answer, details.solution, details.hide"  # closed at first


def height_of(section: Tag) -> int:
    """Pixels that a section takes in a wide window, within a factor of two."""
    copy = BeautifulSoup(str(section), "html.parser")
    folded = copy.select(FOLDED)
    for fold in folded:
        fold.decompose()
    height = BOX * len([*folded, *copy.select("h2, h3, div.cell, figure, .admonition")])
    for code in copy.select("pre"):
        height += CODE_LINE * (code.extract().get_text().count("\n") + 1)
    for image in copy.select("img[height]"):
        height += int(image["height"])
    height += FORMULA * len(copy.select("div.math")) + ROW * len(copy.select("tr"))
    for text in copy.select("p, li"):
        height += LINE * (len(text.get_text()) // LETTERS + 1)
    return height


def guess_heights(body: BeautifulSoup) -> None:
    """Write the guess into each section of a page, for the style sheet."""
    for section in body.select("section > section"):
        if section.find_parent("section").find_parent("section") is None:
            section["style"] = f"--tall: {height_of(section)}px"
