"""What every question and set must have: kinds mixed, a section that teaches it, a rubric."""

import re
import sys

import nbformat
import pytest

from cnnlib.questions import notebook_of, section_titles, seed_of
from tests.exercises.problem_sets import COURSE, EXPLAINED, QUESTIONS, variant_of
from tests.structure.tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import student

TITLES = section_titles(ROOT / "chapters")
SETS = [*COURSE.sets.values()]
TAUGHT = {r"\bstride (?!1\b)|`stride`": 3, r"\bdilat": 3, r"\bgroups?\b": 3, r"\bgradient": 5}


def chapter_of(label):
    """Return the number of the chapter in which a label stands."""
    return int(TITLES[label].rsplit(" ", 1)[1])


def chapters_for(question):
    """Return the chapters that teach a question: that of its section, and those that it names."""
    named = re.findall(r"\bchapter (\d+)", variant_of(question).text)
    return {chapter_of(question.section), *map(int, named)}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_section_exists_and_numbers_are_sensible(question):
    assert question.section in TITLES
    assert question.difficulty in (1, 2, 3)
    assert 2 <= question.minutes <= 60
    assert 1 <= question.points <= 12
    assert (question.entry is None) == (question.kind == "explain")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_a_question_links_a_chapter_that_teaches_its_words(question):
    text = variant_of(question).text
    for word, chapter in TAUGHT.items():
        assert not re.search(word, text) or max(chapters_for(question)) >= chapter, word


@pytest.mark.parametrize("problem_set", SETS, ids=lambda s: s.id)
def test_students_are_told_all_chapters_that_a_set_needs(problem_set):
    page = (ROOT / "chapters/students.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if f"/pages/{problem_set.id}`" in line]
    told = {chapter_of(label) for label in re.findall(r"\{ref\}`([\w-]+)`", row)}
    asked = set().union(*map(chapters_for, problem_set.questions))
    assert asked <= told


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_no_placeholder_is_left(question):
    variant = variant_of(question)
    text = re.sub(r"\$[^$]+\$|```.*?```", "", variant.text, flags=re.DOTALL)
    assert not re.findall(r"\{[a-z]\w*\}", text)
    assert question.kind == "explain" or f"`{question.entry}" in variant.text


@pytest.mark.parametrize("question", EXPLAINED, ids=lambda q: q.id)
def test_rubric_adds_up_and_each_grade_has_an_example(question):
    variant = variant_of(question)
    assert 2 <= len(variant.rubric) <= 4
    assert sum(points for points, _, _ in variant.rubric) == question.points
    grades = [points for points, _ in variant.examples]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] == question.points
    assert grades[-1] == 0
    assert len(grades) >= 3


@pytest.mark.parametrize("problem_set", SETS, ids=lambda s: s.id)
def test_a_set_mixes_its_kinds(problem_set):
    kinds = {question.kind for question in problem_set.questions}
    assert 5 <= len(problem_set.questions) <= 8
    assert len(kinds) >= 4
    assert {"function", "explain"} <= kinds


@pytest.mark.parametrize("problem_set", SETS, ids=lambda s: s.id)
def test_a_notebook_is_valid_and_plain_markdown_with_folded_checks(problem_set):
    notebook = nbformat.from_dict(notebook_of(problem_set, seed_of(COURSE.seed, problem_set.id)))
    nbformat.validate(notebook)
    assert [line for cell in notebook.cells for line in student.left_over(cell)] == []
    checks = [cell for cell in notebook.cells if cell.id.endswith("-check")]
    assert len(checks) == sum(question.kind != "explain" for question in problem_set.questions)
    assert all(cell.metadata.jupyter.source_hidden for cell in checks)


@pytest.mark.parametrize("problem_set", SETS, ids=lambda s: s.id)
def test_the_release_gives_no_solution_away(problem_set):
    seed = seed_of(COURSE.seed, problem_set.id)
    released = [c["source"] for c in notebook_of(problem_set, seed)["cells"]]
    for question in problem_set.questions:
        solution = question.variant(seed).solution
        assert not any(solution and solution in source for source in released), question.id
