"""Points, undo, anonymity and balance at the desk."""

import json
from math import inf, nan

import pytest

from cnnlib.grading.review import Desk
from cnnlib.grading.review.desk import read_comment, written_comment
from tests.grading.review.papers import WHY, desk, number_of, papers


def answers(state, question="ps2-why"):
    [found] = [each for each in state["questions"] if each["id"] == question]
    return {answer["number"]: answer for answer in found["answers"]}


def test_no_student_is_named():
    text = json.dumps(desk()[0].state(), ensure_ascii=False)
    assert not [name for name in ('li"', 'bo"', "omar", "zoë") if name in text]


def test_the_order_is_the_same_each_day_and_not_that_of_names():
    orders = [[p.student_id for p in desk()[0].papers["ps2-why"]] for _ in range(2)]
    assert orders[0] == orders[1]
    assert sorted(orders[0]) == ["bo", "li", "omar", "zoë"]
    assert orders[0] != sorted(orders[0])


def test_points_are_saved_and_shown():
    made, saved = desk()
    number = number_of(made, "li")
    state = made.give("ps2-why", number, 3, [1, 0], " Well said. ")
    comment = "+2: learned filters come out turned\n+1: given filters change\nWell said."
    assert saved == [("li", "ps2-why", 3.0, comment, "ada")]
    answer = answers(state)[number]
    assert (answer["points"], answer["items"], answer["comment"]) == (3.0, [0, 1], "Well said.")
    assert answer["grader"] == "ada"


def test_undo_goes_back_step_by_step():
    made, saved = desk()
    number = number_of(made, "bo")
    made.give("ps2-why", number, 1, [], "")
    made.give("ps2-why", number, 2, [], "better")
    assert answers(made.undo())[number]["points"] == 1.0
    state = made.undo()
    assert answers(state)[number]["points"] is None
    assert not state["can_undo"]
    assert [row[2] for row in saved] == [1.0, 2.0, 1.0, None]
    with pytest.raises(ValueError, match="nothing to undo"):
        made.undo()


def test_undo_that_cannot_be_saved_stays_possible():
    made, _ = desk()
    made.give("ps2-why", 1, 1, [], "")
    kept, made.save = made.save, lambda *_: 1 / 0
    with pytest.raises(ZeroDivisionError):
        made.undo()
    made.save = kept
    assert answers(made.undo())[1]["points"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ps2-why", 1, 5, [], ""), "from 0 to 4, got 5"),
        (("ps2-why", 1, -1, [], ""), "from 0 to 4"),
        (("ps2-why", 1, nan, [], ""), "must be a number"),
        (("ps2-why", 1, inf, [], ""), "must be a number"),
        (("ps2-why", 1, True, [], ""), "must be a number"),
        (("ps2-why", 1, "4", [], ""), "must be a number"),
        (("ps2-why", 0, 1, [], ""), "there is no answer 0"),
        (("ps2-why", 9, 1, [], ""), "there is no answer 9"),
        (("ps2-why", "1", 1, [], ""), "there is no answer '1'"),
        (("nothing", 1, 1, [], ""), "there is no answer 1 to 'nothing'"),
        (("ps2-why", 1, 1, [4], ""), "has 4 lines"),
        (("ps2-why", 1, 1, [True], ""), "has 4 lines"),
        (("ps2-why", 1, 1, [], "x" * 5000), "at most 4000"),
        (("ps2-why", 1, 1, [], 3), "at most 4000"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_saved(arguments, words):
    made, saved = desk()
    with pytest.raises(ValueError, match=words):
        made.give(*arguments)
    assert saved == []


def test_answers_are_shared_in_equal_numbers_and_balance_is_shown():
    made, _ = desk("ada", ("ada", "bea"))
    state = made.state()
    assert [a["assigned"] for a in answers(state).values()] == ["ada", "bea", "ada", "bea"]
    assert [a["is_mine"] for a in answers(state).values()] == [True, False, True, False]
    made.give("ps2-why", 1, 4, [], "")
    made.give("ps2-why", 3, 1, [], "")
    assert made.balance() == [
        {"grader": "ada", "count": 2, "mean": 0.625},
        {"grader": "bea", "count": 0, "mean": None},
    ]


def test_a_grader_has_a_name_of_the_list():
    with pytest.raises(ValueError, match="needs a name"):
        Desk([], [], print, " ")
    with pytest.raises(ValueError, match="none of the graders"):
        Desk([WHY], papers(), print, "eve", ("ada", "bea"))


def test_comments_are_read_back():
    comment = written_comment(WHY, [3, 0], "two\nlines")
    assert read_comment(WHY, comment) == ([0, 3], "two\nlines")
    assert read_comment(WHY, "") == ([], "")
