"""A class at a glance, what only a person can settle, and what the exports take."""

import pytest

from cnnlib.grading.standings import give_mark, standings
from cnnlib.grading.summary import needs_a_person, scores, table_of
from tests.grading.class_of import SET, WRONG, Class
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox


@pytest.fixture
def group(tmp_path):
    made = Class(tmp_path)
    made.hand_in("ann")
    made.hand_in("bo", double=WRONG, why=None)
    made.hand_in("eve").write_text("")
    made.grade()
    return made


def test_the_table_shows_points_and_open_questions(group):
    assert str(table_of(group.store, group.plan())).splitlines() == [
        "student  double (4)  conv2d (10)  size (2)  why (2)  total (18)",
        "ann      4           10           2         ?        16+?",
        "bo       0           10           2         0        12",
    ]


def test_the_list_says_which_what_and_what_to_do(group):
    lines = [str(problem) for problem in needs_a_person(group.store, group.plan())]
    assert lines[0].startswith("eve, ps9_tiny.ipynb: it is no notebook")
    assert lines[1] == (
        "ann, ps9-why: a text waits for its points; cnn-grade mark ps9_tiny ann ps9-why POINTS"
    )
    assert len(lines) == 2


def test_texts_of_many_are_one_line_and_names_are_safe_in_a_shell(tmp_path):
    made = Class(tmp_path)
    made.hand_in("a; rm -rf b", double=None, conv2d=None, size=None)
    made.grade()
    (line,) = needs_a_person(made.store, made.plan())
    assert "cnn-grade mark ps9_tiny 'a; rm -rf b' ps9-why POINTS" in str(line)
    for student in ("c", "d", "e"):
        made.hand_in(student, double=None, conv2d=None, size=None)
    made.grade()
    (line,) = needs_a_person(made.store, made.plan())
    assert str(line) == (
        "a; rm -rf b, c, d and 1 more, ps9-why: 4 texts wait for their points; "
        "cnn-grade review ps9_tiny shows them on a page"
    )


def test_scores_are_whole_when_a_person_has_looked(group):
    (ann, bo) = scores(group.store, group.plan())
    assert (ann.points, bo.points, bo.max_points) == (None, 12.0, 18.0)
    assert bo.questions["ps9-double"] == (0.0, 4.0)
    (why,) = [s for s in standings(group.store, SET, "ann") if s.question_id == "ps9-why"]
    give_mark(group.store, why, 1.5, "", "me")
    assert scores(group.store, group.plan())[0].points == 17.5
