"""Every self-check is valid: its numbers can be computed, one answer is right, mistakes differ."""

import sys

import pytest

from tests.structure import chapters
from tests.structure.tree import ROOT

sys.path.append(str(ROOT / "site" / "ext"))
from self_check_source import BOX, checks, read
from self_check_values import CODE_OR_FORMULA, MINUS, CheckError


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


@pytest.mark.parametrize("path", chapters.CHAPTERS, ids=str)
def test_negative_numbers_have_a_minus_not_a_hyphen(path):
    found = [
        text
        for cell in chapters.cells(path, "markdown")
        for check in checks(cell.source)
        for text in CODE_OR_FORMULA.split(f"{check.question}\n\n{check.answer}")[::2]
        if MINUS.search(text)
    ]
    assert not found, f"{path}: write −, not -: {found}"
