"""Notebooks made to fool or to stop the grader: what is no source of a solution is not read."""

import json
import os
import socket

import pytest

from cnnlib.grading import classroom, summary
from cnnlib.grading.platforms import Roster, canvas, cells, nbgrader_course
from cnnlib.grading.standings import standings
from tests.grading.class_of import SET, WRONG, Class, points
from tests.grading.sandboxed import needs_sandbox
from tests.grading.tiny_course import DOUBLE

pytestmark = needs_sandbox
RIGHT = "def double(x):\n    return 2 * x"


def cell(grade_id, source, **marks):
    metadata = {"nbgrader": {"grade_id": grade_id, **marks}}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": []}


def notebook(*cells, **metadata):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [*cells]}


def nested(depth):
    """Return a dictionary in a dictionary, and so on."""
    made = {}
    for _ in range(depth):
        made = {"nbgrader": made}
    return made


MINE = cell("ps9-double", WRONG)
NOTEBOOKS = {  # name -> notebook and points of "double"; None: the submission is refused
    "skip the checks": (notebook(cell("ps9-double", WRONG, grade=False, locked=False)), 0),
    "more points": (notebook(cell("ps9-double", WRONG, points=1000, grade=True)), 0),
    "a cell of tags": (
        notebook({**MINE, "metadata": {**MINE["metadata"], "tags": ["skip-execution"]}}), 0
    ),
    "its own checks cell": (notebook(MINE, cell("ps9-double-checks", "pass", grade=True)), 0),
    "code before": (notebook(cell("setup", f"exec({RIGHT!r})"), MINE), 0),
    "code that edits the notebook": (notebook(cell("x", "In[-1] = ''"), MINE), 0),
    "twice, wrong first": (notebook(MINE, cell("ps9-double", RIGHT)), 0),
    "twice, right first": (notebook(cell("ps9-double", RIGHT), MINE), 4),
    "another kernel": (notebook(MINE, kernelspec={"name": "../../evil"}, language="bash"), 0),
    "another student's name": (notebook(MINE, student_id="ann", seed=0), 0),
    "grade id of another form": (notebook(cell(["ps9-double"], RIGHT)), None),
    "a path as grade id": (notebook(cell("../ps9-double", RIGHT)), None),
    "outputs of a million": (notebook({**MINE, "outputs": [{"text": "x" * 10**6}]}), 0),
    "an old format": ({"nbformat": 3, "worksheets": [{"cells": [MINE]}]}, None),
    "a markdown cell": (notebook({**MINE, "cell_type": "markdown", "source": RIGHT}), 4),
    "a list of half a million lines": (notebook({**MINE, "source": ["#\n"] * 500_000}), None),
    "half a million cells": (notebook(*[{}] * 500_000, MINE), 0),
    "cells that are no cells": (notebook(None, 7, "x", [], {"metadata": 1}, MINE), 0),
    "metadata as deep as JSON goes": (notebook({**MINE, "metadata": nested(900)}, MINE), 0),
    "a null byte in the id": (notebook(cell("ps9-double\0", RIGHT), MINE), 0),
    "an id that is written backwards": (notebook(cell("\u202eelbuod-9sp", RIGHT), MINE), 0),
    "an id in full-width letters": (notebook(cell("ｐｓ9-double", RIGHT), MINE), 0),
    "an id of another set": (notebook(cell("ps2-conv2d", RIGHT), MINE), 0),
    "a source of numbers": (notebook(cell("ps9-double", [1, 2])), None),
    "the answer as output only": (notebook({**MINE, "source": "", "outputs": [RIGHT]}), 0),
}  # fmt: skip


UNUSUAL = ("a pipe", "a folder", "a socket")
NAMES = (
    "\u202eil",
    "CON",
    "Ann",
    "ANN",
    "é",
    "e\u0301",
    "=cmd|' C calc'!A0",
    "-rf",
    "a;b$(c)",
    "a,b",
)


@pytest.fixture(scope="module")
def battle(tmp_path_factory):
    group = Class(tmp_path_factory.mktemp("notebooks"))
    group.hand_in("ann")
    for name, (content, _) in NOTEBOOKS.items():
        group.hand_in(name).write_text(json.dumps(content))
    ann = group.root / "submitted" / "ann" / "ps9_tiny.ipynb"
    group.hand_in("a link to a classmate").unlink()
    (group.root / "submitted" / "a link to a classmate" / "ps9_tiny.ipynb").symlink_to(ann)
    (group.root / "submitted" / "a linked folder").symlink_to(ann.parent)
    group.hand_in("cut off").write_bytes(ann.read_bytes()[:-50])
    group.hand_in("two cells in one").write_text(
        ann.read_text().replace('"cells"', '"cells": [], "cells"', 1)
    )
    group.hand_in("other letters").write_bytes(ann.read_text().encode("utf-16"))
    for name in UNUSUAL:
        group.hand_in(name).unlink()
    os.mkfifo(group.root / "submitted" / UNUSUAL[0] / "ps9_tiny.ipynb")
    (group.root / "submitted" / UNUSUAL[1] / "ps9_tiny.ipynb").mkdir()
    monkey = pytest.MonkeyPatch()
    monkey.chdir(group.root / "submitted" / UNUSUAL[2])  # a socket's path must be short
    socket.socket(socket.AF_UNIX).bind("ps9_tiny.ipynb")
    monkey.undo()
    for name in NAMES:
        group.hand_in(name)
    group.hand_in("deep").write_text('{"cells": ' + "[" * 100_000)
    group.tally = group.grade(jobs=2)
    group.points = points(standings(group.store, SET))
    return group


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_has_what_its_solution_cells_deserve(battle, name):
    assert battle.points.get((name, "double")) == NOTEBOOKS[name][1]


def test_each_refusal_is_one_students_problem(battle):
    refused = {name for name, (_, found) in NOTEBOOKS.items() if found is None}
    refused |= {"a link to a classmate", "cut off", "deep", "a linked folder"}
    refused |= {"other letters", *UNUSUAL}
    where = {problem.where.partition(",")[0] for problem in battle.store.problems(SET)}
    assert refused <= where
    assert battle.points["ann", "double"] == 4
    assert all(problem.advice for problem in battle.store.problems(SET))


def test_no_answer_of_the_course_is_in_the_store_of_hidden_cases(battle):
    assert "return 2 * x" in DOUBLE
    for one in standings(battle.store, SET):
        hidden = [case for case in one.result.cases if not case.is_public]
        assert not [case for case in hidden if "expected" in case.message or case.picture]


def test_students_keep_their_points_whatever_they_are_called(battle):
    assert battle.points["two cells in one", "double"] == 4
    plain = {*NAMES} - {"e\u0301", "\u202eil"}
    assert {name: battle.points.get((name, "double")) for name in plain} == dict.fromkeys(plain, 4)
    problems = [str(problem) for problem in battle.store.problems(SET)]
    assert any("another folder has the same name" in line for line in problems)
    assert any("printable characters" in line and "rename" in line for line in problems)


def test_no_name_is_a_formula_in_an_export(battle, tmp_path):
    scores = summary.scores(battle.store, battle.plan())
    roster = classroom.roster_of(battle.store, battle.plan())
    nbgrader_course.write_csv(tmp_path / "grades.csv", scores, roster)
    rows = cells.read_rows(tmp_path / "grades.csv")
    assert {row[3] for row in rows} >= {"'=cmd|' C calc'!A0", "'-rf", "a,b"}
    assert [cell for row in rows for cell in row if cells.is_formula(cell)] == []
    by_name = Roster([{**s, "username": s["student_id"]} for s in roster.students])
    with pytest.raises(ValueError, match="would run as a formula"):
        canvas.write_csv(tmp_path / "canvas.csv", scores, by_name, "Tiny")
    assert not (tmp_path / "canvas.csv").exists()
