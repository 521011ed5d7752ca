"""Every chapter has the same form: its sections, one setup cell, short cells, described figures."""

import re
from functools import cache
from statistics import median

import nbformat
import pytest
import yaml

from tests.structure.tree import ROOT, files_in

CHAPTERS = [p for p in files_in(("chapters",), (".ipynb",)) if re.match(r"\d\d_", p.name)]
SECTIONS = ("Pitfalls", "Summary", "Practice", "Further reading")
SYLLABUS = yaml.safe_load((ROOT / "site/syllabus.yml").read_text(encoding="utf-8"))
KNOWN_TAGS = {f"syllabus-{item}" for chapter in SYLLABUS for item in chapter["items"]}
KNOWN_TAGS |= {"remove-cell", "hide-input", "hide-output", "nbval-ignore-output"}
MEDIAN_LINES, MOST_LINES = 6, 20
SHORTEST_ALT = 20  # characters; less describes no figure

every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=str)


@cache
def cells(path, kind):
    """Return the cells of one kind; of the code, only what a reader of the chapter sees."""
    found = [c for c in nbformat.read(ROOT / path, as_version=4).cells if c.cell_type == kind]
    return [cell for cell in found if "remove-cell" not in tags(cell)]


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def prose(path):
    """Return the text of a chapter without its fenced blocks."""
    text = "\n\n".join(cell.source for cell in cells(path, "markdown"))
    return re.sub(r"^(`{3,})[^`].*?^\1\s*$", "", text, flags=re.MULTILINE | re.DOTALL)


def headings(path, level):
    """Return the headings of one level."""
    return re.findall(rf"^{'#' * level} (.+)$", prose(path), re.MULTILINE)


def line_count(cell):
    """Return the number of lines that hold something."""
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def draws(cell):
    """Tell whether a cell's stored output was a figure."""
    texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return any(text.startswith("<Figure size") for text in texts)


def test_there_are_chapters():
    assert CHAPTERS


@every_chapter
def test_one_title_in_the_first_cell(path):
    assert len(headings(path, 1)) == 1
    assert cells(path, "markdown")[0].source.lstrip().startswith(("# ", "("))


@every_chapter
def test_has_its_sections(path):
    present = [heading.strip() for heading in headings(path, 2)]
    missing = [s for s in SECTIONS if not any(heading.startswith(s) for heading in present)]
    assert not missing, f"{path}: no section {missing}; it has {present}"


@every_chapter
def test_one_setup_cell_before_all_other_code(path):
    starts = [i for i, c in enumerate(cells(path, "code")) if "notebook.start(" in c.source]
    assert starts == [0]
    setup = cells(path, "code")[0].source
    assert not re.search(r"^\s*(?:def|class) ", setup, re.MULTILINE), "definitions in the setup"


@every_chapter
def test_cells_are_short(path):
    lines = [line_count(cell) for cell in cells(path, "code")[1:]]
    assert max(lines) <= MOST_LINES
    assert median(lines) <= MEDIAN_LINES


@every_chapter
def test_figures_are_described(path):
    for cell in filter(draws, cells(path, "code")):
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        assert len(alt) >= SHORTEST_ALT, f"{path}, {cell.id}: no alt text"


@every_chapter
def test_tags_are_known(path):
    used = {
        tag for kind in ("code", "markdown") for cell in cells(path, kind) for tag in tags(cell)
    }
    assert used <= KNOWN_TAGS


@every_chapter
def test_hidden_from_comparison_means_a_timing(path):
    compared = [c for c in cells(path, "code") if "nbval-ignore-output" not in tags(c)]
    assert len(cells(path, "code")) - len(compared) <= 3, "too many outputs are not compared"
