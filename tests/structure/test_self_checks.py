"""Every self-check is valid: its numbers can be computed, one answer is right, mistakes differ."""

import sys

import pytest

from tests.structure import chapters
from tests.structure.tree import ROOT

sys.path.append(str(ROOT / "site" / "ext"))
from self_check_source import BOX, read
from self_check_values import CheckError


def faults(path):
    """Yield what is wrong with the self-checks of a chapter, one line each."""
    for cell in chapters.cells(path, "markdown"):
        boxes = BOX.findall(cell.source)
        if cell.source.count("self-check") > len(boxes):
            yield f"{cell.id}: names a self-check, but holds no box that is one"
        for _, inside in boxes:
            try:
                read(inside)
            except CheckError as error:
                yield f"{cell.id}: {error}"


@pytest.mark.parametrize("path", chapters.CHAPTERS, ids=str)
def test_self_checks_are_valid(path):
    found = list(faults(path))
    assert not found, "\n".join([f"{path}: see `Write a self-check` in CONTRIBUTING", *found])
