"""The book stays whole and light: pages, figures, explorers, formulas, and bytes of each page.

Bytes are those of a phone's first visit: texts compressed as servers do, of a picture the size that
a phone chooses. The table of all pages is printed by ``pytest -s tests/site/test_whole.py``.
"""

import gzip
import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from tests.browser_fixtures import HTML, missing

LEAST = {"pages": 38, "figures": 140, "explorers": 35, "formulas": 900, "self-checks": 200}
MOST_BEFORE_PICTURES = 250_000  # compressed bytes
MOST_SEARCHED = 60_000  # more on the search page, whose texts are loaded by a question
MOST_IN_ALL = 700_000
PHONE_DENSITY = 1.75
PHONE_COLUMN = 377  # CSS pixels
PAGES = [path for path in sorted(HTML.rglob("*.html")) if "_static" not in path.parts]
FAR = re.compile(r"url\([\"']?(?:https?:)?//")

every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@cache
def compressed(path):
    """Bytes of a file as a server sends it."""
    content = path.read_bytes()
    return len(content if path.suffix in (".webp", ".png") else gzip.compress(content, 6))


def chosen(image):
    """The address of the picture that a phone loads."""
    candidates = [part.split() for part in image.get("srcset", "").split(", ") if part]
    enough = [
        address
        for address, width in candidates
        if int(width.rstrip("w")) >= min(PHONE_COLUMN, int(image["width"])) * PHONE_DENSITY * 0.8
    ]
    return enough[0] if enough else image["src"]


@cache
def counted(path):
    """What a page holds, and its bytes before pictures and in all."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    listed = page.select_one("[data-explorer-files]")
    names = [tag["src"] for tag in page.select("script[src]")]
    names += [tag["href"] for tag in page.select("link[rel=stylesheet], link[rel=icon]")]
    names += listed["data-explorer-files"].split() if listed else []
    names += [place["data-texts"] for place in page.select("#search-results")]
    files = {(path.parent / name.partition("?")[0]).resolve() for name in names}
    pictures = {(path.parent / chosen(image)).resolve() for image in page.select("article img")}
    before = compressed(path) + sum(map(compressed, files))
    return {
        "figures": len(page.select("article img")),
        "explorers": len(page.select("[data-config]")),
        "formulas": len(page.select(".math")),
        "self-checks": len(page.select("div.self-check[data-key]")),
        "elements": len(page.find_all(True)),
        "before pictures": before,
        "in all": before + sum(map(compressed, pictures)),
    }


def table():
    """The lines of the table of all pages."""
    names = list(counted(PAGES[0]))
    yield f"{'page':26}" + "".join(f"{name:>16}" for name in names)
    for path in PAGES:
        yield f"{path.stem:26}" + "".join(f"{value:16,}" for value in counted(path).values())


@pytest.mark.usefixtures("site_url")
def test_nothing_has_gone():
    print("", *table(), sep="\n")
    sums = {"pages": len(PAGES)}
    for path in PAGES:
        for name, value in counted(path).items():
            sums[name] = sums.get(name, 0) + value
    short = {name: (sums[name], least) for name, least in LEAST.items() if sums[name] < least}
    assert short == {}, "the book has fewer than it had: (now, at least)"


def most_before_pictures(path):
    """Bytes that a page may have; the texts of a search come when the reader asks."""
    return MOST_BEFORE_PICTURES + (MOST_SEARCHED if path.stem == "search" else 0)


@every_page
def test_a_page_is_light(path):
    assert counted(path)["before pictures"] <= most_before_pictures(path)
    assert counted(path)["in all"] <= MOST_IN_ALL


def test_no_fonts_and_no_formula_script_are_there():
    if not PAGES:
        missing("the site is not built: run `make book` first")
    names = [path.name for path in HTML.rglob("*") if path.is_file()]
    assert [name for name in names if re.search(r"\.(woff2?|ttf|map)$|mathjax", name)] == []
    assert FAR.findall((HTML / "_static" / "site.css").read_text(encoding="utf-8")) == []
