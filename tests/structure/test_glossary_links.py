"""Chapters link the first use of a term to the glossary, and each link has an entry."""

import re

import pytest

from tests.structure import chapters as ch
from tests.structure.tree import ROOT, files_in

NOTEBOOKS = files_in(("chapters",), (".ipynb",))
NUMBERED = [path for path in NOTEBOOKS if re.match(r"\d\d_", path.name)]
TERM = re.compile(r"\{term\}`(?:[^`<]*<)?([^`>]+)>?`")
GLOSSARY = (ROOT / "chapters/appendices/glossary.md").read_text(encoding="utf-8")
LEAST = 5


def entries():
    """Return the terms of the glossary."""
    block = GLOSSARY[GLOSSARY.index("```{glossary}") :]
    return {line for line in block.splitlines()[2:] if re.match(r"[^\s`:]", line)}


def links(path):
    """Return the terms that a chapter links, in order."""
    return [term for cell in ch.cells(path, "markdown") for term in TERM.findall(cell.source)]


@pytest.mark.parametrize("path", NUMBERED, ids=str)
def test_terms_have_an_entry_and_are_linked_once(path):
    found = links(path)
    assert {*found} <= entries()
    assert len(found) == len({*found}), "only the first use of a term is a link"


@pytest.mark.parametrize("path", [p for p in NUMBERED if p.name[:2] != "06"], ids=str)
def test_a_chapter_links_its_terms(path):
    assert len(links(path)) >= LEAST


def test_links_of_the_glossary_itself_have_an_entry():
    assert {*TERM.findall(GLOSSARY)} <= entries()
