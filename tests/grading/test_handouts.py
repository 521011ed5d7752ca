"""A notebook with other numbers than are graded is named, and nobody else."""

import json
from pathlib import Path

import pytest

from cnnlib.grading import Submission
from cnnlib.grading.handouts import other_numbers
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.reading import read_notebook
from cnnlib.grading.runs import Plan
from cnnlib.questions import load_course, notebook_of, seed_of
from tests.structure.tree import ROOT

COURSE = load_course(ROOT / "exercises")
SETS = [*COURSE.sets]
SHARED = ""


def problem(tmp_path, set_id, owner, own_numbers=False, edit=lambda notebook: None):
    """Return what is said of a notebook that was made for somebody, or for the class."""
    notebook = notebook_of(COURSE.sets[set_id], seed_of(COURSE.seed, set_id, owner))
    edit(notebook)
    path = Path(tmp_path, "ps.ipynb")
    path.write_text(json.dumps(notebook))
    plan = Plan(COURSE, set_id, own_numbers, limits=Limits())
    submission = Submission("li", set_id, path)
    return other_numbers(submission, read_notebook(submission, [*plan.versions]), plan)


@pytest.mark.parametrize("set_id", SETS)
def test_what_was_handed_out_is_what_is_graded(tmp_path, set_id):
    assert problem(tmp_path, set_id, SHARED) is None
    assert problem(tmp_path, set_id, "li", own_numbers=True) is None


@pytest.mark.parametrize("set_id", SETS)
def test_numbers_of_others_are_named(tmp_path, set_id):
    for owner, own_numbers in (("li", False), (SHARED, True), ("bo", True)):
        found = problem(tmp_path, set_id, owner, own_numbers)
        assert "li, ps.ipynb: " in str(found)
        assert "gives other numbers than are graded; grade with the version" in str(found)


def test_an_edit_that_leaves_the_numbers_costs_nothing(tmp_path):
    def edit(notebook):
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id", "").endswith("-given"):
                cell["source"] = f"# my notes\n{cell['source']}\nprint(image)\n"

    assert problem(tmp_path, "ps2_convolution", SHARED, edit=edit) is None


def test_odd_cells_are_passed_over(tmp_path):
    def edit(notebook):
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id", "").endswith("-text"):
                cell["source"] = [1, 2]

    assert problem(tmp_path, "ps2_convolution", SHARED, edit=edit) is None
