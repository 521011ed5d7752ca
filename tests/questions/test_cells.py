"""Cells carry nbgrader's marks, and check cells work in a plain kernel."""

import contextlib
import io

import numpy as np
import pytest

from cnnlib.questions import cells


def run(variant, source, check):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(f"import numpy as np\nfrom cnnlib import checks\n{source}\n{check}", {})
    return out.getvalue()


def test_a_plain_cell_has_no_marks():
    assert cells.code("setup", "x = 1")["metadata"] == {}


def test_a_graded_cell_has_points_and_a_schema():
    marks = cells.code("q", "x", grade=True, locked=True, points=3)["metadata"]["nbgrader"]
    assert (marks["schema_version"], marks["points"], marks["grade_id"]) == (3, 3, "q")
    assert "points" not in cells.code("q", "x", solution=True)["metadata"]["nbgrader"]


@pytest.mark.parametrize("name", ["ps1-double", "ps1-sum"])
def test_the_check_cell_takes_the_solution_and_not_the_blank(small, name):
    question = small.question(name)
    variant = question.variant(4)
    check = cells.checks_source(question, variant)
    assert run(variant, variant.solution, check)
    with pytest.raises(AssertionError):
        run(variant, variant.starter, check)


def test_a_known_mistake_gets_its_hint_in_the_notebook(small):
    question = small.question("ps1-double")
    variant = question.variant(4)
    check = cells.checks_source(question, variant)
    with pytest.raises(AssertionError, match="Double, do not square"):
        run(variant, "def double(n):\n    return n * n", check)


def test_the_answer_of_a_variable_does_not_stand_in_the_check(small):
    question = small.question("ps1-sum")
    variant = question.variant(4)
    total = sum(variant.values["row"])
    assert str(total) not in cells.checks_source(question, variant)
    with pytest.raises(AssertionError, match="Add the last one"):
        run(
            variant,
            f"total = {sum(variant.values['row'][:-1])}",
            cells.checks_source(question, variant),
        )
    assert np.isscalar(total)
