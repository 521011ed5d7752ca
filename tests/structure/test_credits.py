"""Whoever made a photograph of the course is named on the page of the bibliography."""

import re

import pytest

from cnnlib.datasets.pictures import PICTURES
from tests.structure import chapters
from tests.structure.tree import ROOT

PAGE = ROOT / "chapters" / "appendices" / "bibliography.md"
QUOTED = re.compile(r'"(\w+)"')
SHORT = {"cat": "chelsea"}


def shown():
    """Return the names of photographs that a chapter shows."""
    code = [cell.source for path in chapters.CHAPTERS for cell in chapters.cells(path, "code")]
    quoted = {word for text in code if "photograph" in text for word in QUOTED.findall(text)}
    return sorted({SHORT.get(word, word) for word in quoted} & {*PICTURES})


@pytest.mark.parametrize("name", shown())
def test_a_photograph_has_its_credit(name):
    picture = PICTURES[name]
    (line,) = [one for one in PAGE.read_text(encoding="utf-8").splitlines() if f"`{name}`" in one]
    for fact in (picture.shows, picture.author, picture.source, picture.license):
        assert fact in line


def test_photographs_are_found():
    assert {"china", "chelsea", "retina"} <= {*shown()}
