"""Of several notebooks the last of the set counts, however it is called."""

from datetime import datetime

import pytest

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.entries import Entry
from cnnlib.grading.platforms.limits import Limits
from cnnlib.grading.platforms.notebooks import candidates, is_of_set, remarks
from tests.grading.platforms.made import SET, notebook


def handed_in(*files):
    """Return attempts in the order of files, which are pairs of name and bytes."""
    return [
        (
            Attempt("canvas_id", "17", name, order=(i,), submitted_at=datetime(2026, 10, i + 1)),
            Entry(name, len(data), None, lambda data=data: data),
        )
        for i, (name, data) in enumerate(files)
    ]


@pytest.mark.parametrize(
    ("file", "belongs"),
    [("ps2_convolution.ipynb", True), ("PS2-Convolution (2).ipynb", True), ("ps1.ipynb", False)],
)
def test_without_question_ids_the_name_decides(file, belongs):
    assert is_of_set(b"{}", file, SET, ()) == belongs


def test_with_question_ids_the_content_decides():
    assert is_of_set(notebook(), "untitled.ipynb", SET, ["ps2-conv2d"])
    assert not is_of_set(notebook(question="ps1"), f"{SET}.ipynb", SET, ["ps2-conv2d"])


def test_the_last_of_the_set_comes_last():
    files = [("a.ipynb", notebook("1")), ("b.ipynb", notebook("2")), ("c.ipynb", b"{}")]
    found = candidates(handed_in(*files), SET, ["ps2-conv2d"], Limits(), [])
    assert [candidate.name for candidate in found] == ["c.ipynb", "a.ipynb", "b.ipynb"]
    notes, problems = remarks("li", found, SET)
    assert notes == ["li: 2 notebooks handed in, the last of 2026-10-02 00:00 counts"]
    assert problems == []


def test_one_that_looks_like_no_set_is_kept_and_named():
    found = candidates(handed_in(("x.ipynb", b"{}")), SET, ["ps2-conv2d"], Limits(), [])
    assert "does not look like ps2_convolution" in remarks("li", found, SET)[1][0].what


def test_too_large_a_file_is_a_problem():
    problems = []
    files = handed_in(("ps2.ipynb", bytes(2000)))
    assert candidates(files, SET, (), Limits(file_bytes=1000), problems) == []
    assert "2000 bytes, more than 1000" in problems[0].what
