"""Notebooks are valid, and their forms differ in the solution cells alone."""

import nbformat
import pytest

from cnnlib.questions import answers_of, notebook_of, seed_of

TITLES = {"sec-sizes-count": '"Count" in chapter 3'}


def made(small, form):
    return notebook_of(small.sets["ps1_small"], seed_of(7, "ps1_small"), form, TITLES, "# Colab")


@pytest.mark.parametrize("form", ["release", "solution", "source"])
def test_a_notebook_is_valid_and_its_ids_are_unique(small, form):
    notebook = made(small, form)
    nbformat.validate(notebook)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len({*ids}) == len(ids)
    assert notebook["cells"][1]["source"] == "# Colab"


def test_forms_differ_in_solution_cells_alone(small):
    release, solved = made(small, "release")["cells"], made(small, "solution")["cells"]
    different = {a["id"] for a, b in zip(release, solved, strict=True) if a != b}
    assert different == {"ps1-double", "ps1-sum", "ps1-why"}


def test_the_release_holds_no_solution(small):
    text = str(made(small, "release"))
    assert "return 2 * n" not in text
    assert "Because of this" not in text


def test_the_text_says_kind_time_points_and_section(small):
    text = next(c["source"] for c in made(small, "release")["cells"] if c["id"] == "ps1-sum-text")
    assert '2 minutes · 2 points · taught in "Count" in chapter 3' in text


def test_answers_of_variables_are_listed(small):
    assert {*answers_of(small.sets["ps1_small"], 1)} == {"ps1-sum"}


def test_an_unknown_form_is_refused(small):
    with pytest.raises(ValueError, match="form must be"):
        made(small, "draft")
