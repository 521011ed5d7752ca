"""Every chapter has the same parts: its sections, one setup cell, described figures, known tags."""

import re

import pytest
import yaml

from tests.structure.chapters import (
    CHAPTERS,
    CLOSING,
    asserts,
    cells,
    draws,
    headings,
    is_setup,
    line_count,
    shows_explorer,
    tags,
)
from tests.structure.tree import ROOT

SYLLABUS = yaml.safe_load((ROOT / "site/syllabus.yml").read_text(encoding="utf-8"))
KNOWN_TAGS = {f"syllabus-{item}" for chapter in SYLLABUS for item in chapter["items"]}
KNOWN_TAGS |= {"remove-cell", "hide-input", "hide-output", "nbval-ignore-output"}
KNOWN_TAGS |= {"core", "more", "answer"}
MOST_LINES = 20
SHORTEST_ALT = 20  # characters; less describes no figure

every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=str)


def test_there_are_chapters():
    assert CHAPTERS


@every_chapter
def test_one_title_in_the_first_cell(path):
    assert len(headings(path, 1)) == 1
    assert cells(path, "markdown")[0].source.lstrip().startswith(("# ", "("))


@every_chapter
def test_has_its_sections(path):
    present = [heading.strip() for heading in headings(path, 2)]
    missing = [s for s in CLOSING if not any(heading.startswith(s) for heading in present)]
    assert not missing, f"{path}: no section {missing}; it has {present}"


@every_chapter
def test_one_setup_cell_before_all_other_code(path):
    assert [i for i, cell in enumerate(cells(path, "code")) if is_setup(cell)] == [0]
    setup = cells(path, "code")[0].source
    assert not re.search(r"^\s*(?:def|class) ", setup, re.MULTILINE), "definitions in the setup"


@every_chapter
def test_no_cell_is_long(path):
    long = [cell.id for cell in cells(path, "code")[1:] if line_count(cell) > MOST_LINES]
    assert not long, f"{path}: more than {MOST_LINES} lines in {long}"


@every_chapter
def test_an_explorer_is_shown_whatever_its_arguments(path):
    """Readers are told to change them: the proof stands in a cell of its own."""
    assert [cell.id for cell in filter(shows_explorer, cells(path, "code")) if asserts(cell)] == []


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
