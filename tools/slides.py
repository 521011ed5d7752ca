"""A deck of slides for each chapter, from its page of the built site: ``python tools/slides.py``.

Outputs, figures and typeset formulas are those of the book; nothing runs again. `slide_blocks`
says what of a page stands on slides. The decks in `_build/slides` need no server and no network:
reveal.js comes from the files of the package `sphinx-revealjs`, and what the decks show is copied
beside them.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag
from pygments.formatters import HtmlFormatter

sys.path.insert(0, str(Path(__file__).parent))
from slide_blocks import Block, blocks_of, fresh
from slide_layout import Slide, slides
from slide_pages import deck_html, index_html, title_html, title_of

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
DECKS = ROOT / "_build" / "slides"
SITE = ROOT / "site"
OWN_FILES = (
    "static/colors.css",
    "static/formulas.css",
    "slides/deck.css",
    "slides/blocks.css",
    "slides/deck.js",
)
REVEAL = ("dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "LICENSE")
CHAPTER = re.compile(r"chapters/\d\d_")
IMAGE = re.compile(r'src="_images/([^"]+)"')
PARSER = "html.parser"


def chapters() -> list[str]:
    """The names of the chapters' pages, in the order of the contents."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [entry["file"] for part in contents["parts"] for entry in part["chapters"]]
    return [file for file in files if CHAPTER.match(file)]


def course_title() -> str:
    """The name of the course."""
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]


def heading_of(section: Tag) -> str:
    """The heading of a section with its number, without marks and links."""
    kept = fresh(section.find(re.compile("^h[1-6]$"), recursive=False))
    for mark in kept.select(".section-mark"):
        mark.decompose()
    for number in kept.select(".section-number"):
        number.string = number.get_text().strip(" .") + " "
    return kept.decode_contents().strip()


def section_slides(section: Tag, above: str = "") -> Iterator[Slide]:
    """The slides of a section, and of the parts in it."""
    heading = heading_of(section)
    blocks: list[Block] = []
    for child in section.find_all(recursive=False):
        if child.name == "section":
            yield from slides(heading, blocks, above)
            blocks = []
            yield from section_slides(child, heading)
        else:
            blocks += blocks_of(child)
    yield from slides(heading, blocks, above)


def opening(page: Tag) -> Iterator[Slide]:
    """The slides before the first section; not what a reader needs, nor the set-up."""
    blocks: list[Block] = []
    goals = page.find("ul", recursive=False)
    for child in page.find_all(recursive=False):
        apart = child.name == "section" or child is goals or child.find_next_sibling() is goals
        if not apart and not child.get_text().startswith("You need "):
            blocks += blocks_of(child)
    yield from slides(title_html(page), blocks)
    yield from slides(fresh(goals.find_previous_sibling()).decode_contents(), blocks_of(goals))


def deck(page: Tag) -> list[Slide]:
    """All slides of a chapter but the first: opening, core sections, summary."""
    found = [*opening(page)]
    for section in page.find_all("section", recursive=False):
        names = section.get("class") or []
        if "course-core" in names or section.get("id") == "summary":
            found += section_slides(section)
    return found


def scripts_of(page: Tag) -> list[str]:
    """The files of the page's explorers, in their order."""
    place = page.find_parent("article").select_one("[data-explorer-files]")
    files = place["data-explorer-files"].split() if place is not None else []
    return [Path(name).name for name in files]


def code_styles() -> str:
    """The colors of code, light and dark."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    options = config["sphinx"]["config"]["html_theme_options"]
    light = HtmlFormatter(style=options["pygments_light_style"], nobackground=True)
    dark = HtmlFormatter(style=options["pygments_dark_style"], nobackground=True)
    return "\n".join([
        light.get_style_defs('html:not([data-theme="dark"]) pre'),
        dark.get_style_defs('html[data-theme="dark"] pre'),
    ])  # fmt: skip


def copy_files(texts: list[str], html: Path, target: Path) -> None:
    """Everything that the decks load, beside them."""
    reveal = Path(find_spec("sphinx_revealjs").origin).parent / "_static" / "revealjs"
    for name in REVEAL:
        put(reveal / name, target / "_static" / "reveal" / name)
    for name in OWN_FILES:
        put(SITE / name, target / "_static" / Path(name).name)
    (target / "_static" / "code.css").write_text(code_styles(), encoding="utf-8")
    for name in sorted({name for text in texts for name in IMAGE.findall(text)}):
        put(html / "_images" / name, target / "_images" / name)
    for text in texts:
        for name in re.search(r'data-explorers="([^"]*)"', text)[1].split():
            put(html / "_static/explorers" / name, target / "_static/explorers" / name)


def put(source: Path, target: Path) -> None:
    """Copy a file into a folder that may not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def write_decks(names: list[str], html: Path = HTML, target: Path = DECKS) -> None:
    """Write the decks of chapters, their index, and what they load."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    course = course_title()
    texts, decks = [], []
    for name in names:
        page = BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), PARSER)
        glyphs = "".join(map(str, page.select("svg.glyphs")))
        chapter = page.select_one("article section")
        found = deck(chapter)
        text = deck_html(chapter, found, glyphs, scripts_of(chapter), course)
        deck_name = Path(name).name
        (target / f"{deck_name}.html").write_text(text, encoding="utf-8")
        texts.append(text)
        decks.append((deck_name, title_of(chapter), len(found) + 1))
        print(f"{len(found) + 1:3} slides: {deck_name}")
    (target / "index.html").write_text(index_html(course, decks), encoding="utf-8")
    copy_files(texts, html, target)


if __name__ == "__main__":
    write_decks(chapters())
