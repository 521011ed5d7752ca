"""Figures on a phone: their letters can be read, and each opens in its full size.

A phone shrinks a figure to its column. `cnnlib.plotting` writes the size of a figure's smallest
letters into its file; where they would be too small on a phone, that is a warning, and warnings
stop the build. The caption of each figure that a phone shrinks gets a link to the picture in its
full size, which narrow screens show (form.css). It needs no script and works from a file. Used by
course_page.
"""

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image

LETTERS = "Smallest letters"  # as cnnlib.plotting.letters writes it into the file
PHONE_COLUMN = 355  # CSS pixels that a phone of 390 leaves to a picture
SMALLEST = 9.0  # CSS pixels of a letter there
FULL_SIZE = "full-size"


def letters_on_phone(path: Path, width: int) -> float | None:
    """CSS pixels of the smallest letters of a picture on a phone; None if it does not say.

    `width` is that of the picture in its own size, in CSS pixels.
    """
    with Image.open(path) as picture:
        size = picture.info.get(LETTERS)
    return None if size is None else float(size) * min(1, PHONE_COLUMN / width)


def check_letters(image: Tag, path: Path, warn) -> None:
    """Call `warn` with a message where a picture's letters are too small on a phone."""
    size = letters_on_phone(path, int(image["width"]))
    if size is not None and size < SMALLEST:
        warn(
            f"the letters of {image['src']} are {size:.1f} pixels high on a phone, and "
            f"{SMALLEST:g} can be read: make the figure narrower, or its letters larger"
        )


def link_full_sizes(body: BeautifulSoup) -> None:
    """A link to the picture at the end of the caption of each figure that a phone shrinks."""
    for caption in body.select("figure > figcaption > p"):
        image = caption.find_parent("figure").find("img", width=True)
        if image is None or int(image["width"]) <= PHONE_COLUMN:
            continue
        link = body.new_tag("a", attrs={"class": FULL_SIZE, "href": image["src"]})
        link.string = "Open large"
        number = caption.select_one(".caption-number")
        if number is not None:
            link["aria-label"] = f"Open large: {number.get_text(strip=True)}"
        caption.append(" ")
        caption.append(link)
