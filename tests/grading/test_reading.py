"""Sources of graded cells are taken out; every broken notebook is a problem in words."""

import json
import os

import pytest

from cnnlib.grading import Submission, SubmissionError
from cnnlib.grading.reading import read_notebook

IDS = ("q-one", "q-two")


def cell(grade_id, source, **more):
    return {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": grade_id}},
            "source": source, **more}  # fmt: skip


def notebook(*cells):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [*cells]})


def reading(tmp_path, text):
    path = tmp_path / "ps.ipynb"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_notebook(Submission("li", "ps", path), IDS)


def test_sources_are_taken_by_grade_id(tmp_path):
    cells = [cell("q-two", ["a = 1\n", "b = 2"]), {"cell_type": "markdown"}, cell("q-one", "x")]
    found = reading(tmp_path, notebook(*cells, cell("other", "y")))
    assert found.sources == {"q-two": "a = 1\nb = 2", "q-one": "x"}
    assert found.notes == ()


@pytest.mark.parametrize("kept", [{"id": "q-one"}, {"metadata": {"id": "q-one", "colab": {}}}])
def test_a_cell_that_has_lost_its_mark_is_found_by_its_own_id(tmp_path, kept):
    text = notebook({"cell_type": "code", "metadata": {}, "source": "x", **kept})
    assert reading(tmp_path, text).sources == {"q-one": "x"}


def test_of_a_cell_that_is_there_twice_the_first_counts(tmp_path):
    found = reading(tmp_path, notebook(cell("q-one", "first"), cell("q-one", "second")))
    assert found.sources == {"q-one": "first"}
    assert found.notes == (
        "the cell of q-one is there more than once: the first one counts",
        "there is no cell of q-two",
    )


def test_the_digest_is_of_the_work_alone(tmp_path):
    one = reading(tmp_path, notebook(cell("q-one", "a"), cell("other", "b", outputs=[1])))
    two = reading(tmp_path, notebook({"metadata": 3}, cell("q-one", ["a"])))
    assert one.digest == two.digest
    assert one.digest != reading(tmp_path, notebook(cell("q-one", "c"))).digest


def test_half_characters_are_replaced(tmp_path):
    found = reading(tmp_path, notebook(cell("q-one", "x = '\ud800'")))
    assert found.sources["q-one"].encode() == b"x = '?'"


BROKEN = {
    "empty": ("", "it is no notebook"),
    "cut off": (notebook(cell("q-one", "x"))[:-9], "it is no notebook"),
    "deep": ("[" * 200_000, "it is no notebook"),
    "not text": (b"\xff\xfe\x00", "it is not UTF-8"),
    "a list": ("[]", "no list of cells"),
    "format 3": ('{"worksheets": [{"cells": []}]}', "no list of cells"),
    "cells no list": ('{"cells": {"a": 1}}', "no list of cells"),
    "no cell of the set": (notebook(cell("other", "x"), 7, None, [], {"metadata": []}), "none of"),
    "a grade id that is no text": (notebook(cell(["q-one"], "x")), "none of its cells"),
    "a source that is no text": (notebook(cell("q-one", {"a": 1})), "the source of cell q-one"),
    "a source of numbers": (notebook(cell("q-one", [1, 2])), "the source of cell q-one"),
    "a source too long": (notebook(cell("q-one", "x" * 200_001)), "has 200001 characters"),
}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_notebook_is_a_problem_in_words(tmp_path, text, words):
    with pytest.raises(SubmissionError, match=words) as caught:
        reading(tmp_path, text)
    assert caught.value.problem.where == "li, ps.ipynb"
    assert caught.value.problem.advice


def refusal(path):
    with pytest.raises(SubmissionError) as caught:
        read_notebook(Submission("li", "ps", path), IDS)
    return caught.value.problem.what


def test_links_pipes_folders_and_giants_are_not_read(tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text(notebook(cell("q-one", "x")))
    link, pipe, giant = (tmp_path / name for name in ("a.ipynb", "b.ipynb", "c.ipynb"))
    link.symlink_to(secret)
    os.mkfifo(pipe)
    giant.touch()
    os.truncate(giant, 1 << 40)
    assert refusal(link) == "it is a link, which is not followed"
    assert refusal(pipe) == "it is no file"
    assert refusal(tmp_path / ".") == "it cannot be read (Is a directory)"
    assert refusal(giant).startswith("it has 1099511627776 bytes")
    assert refusal(tmp_path / "gone.ipynb") == "it cannot be read (No such file or directory)"
