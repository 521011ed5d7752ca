"""The map of what depends on what says what the chapters say."""

import ast
import json
import re

import pytest

from tests.structure.chapters import CHAPTERS
from tests.structure.tree import ROOT

PAGE = (ROOT / "chapters/teaching.md").read_text(encoding="utf-8")
LAST = "14"  # needs all the others, and is not drawn


def drawn():
    """Return the map of the page: from the number of a chapter to those it needs."""
    return ast.literal_eval(re.search(r"^needs = (\{.*?^\})", PAGE, re.MULTILINE | re.DOTALL)[1])


def needed(path):
    """Return the chapters that a chapter's first cell links to in "You need ..."."""
    first = "".join(json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"][0]["source"])
    sentence = re.search(r"^You need .*$", first, re.MULTILINE)
    text = sentence[0] if sentence else ""
    links = re.findall(r"\((\d\d)_\w+\.ipynb\)", text)
    roles = re.findall(r"\{ref\}`Chapter (\d+) <", text)
    return sorted(map(int, links + roles))


@pytest.mark.parametrize("path", [path for path in CHAPTERS if path.name[:2] != LAST], ids=str)
def test_the_map_is_that_of_the_chapters(path):
    found = drawn()[str(int(path.name[:2]))]
    assert sorted(map(int, found)) == needed(path)
