"""A graded class as reviews, statistics, comparisons and exports take it."""

from dataclasses import replace

import pytest

from cnnlib.grading import classroom
from cnnlib.grading.collect import collect
from cnnlib.grading.runs import grade
from cnnlib.grading.standings import standings
from tests.grading.class_of import SET, WRONG, Class
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    made = Class(tmp_path_factory.mktemp("class"))
    made.hand_in("ann")
    made.hand_in("bo", double=WRONG, why="Few weights.")
    made.hand_in("cy", double=None, why="")
    submissions, _ = collect(made.root / "submitted", SET)
    told = {"canvas_id": "17", "canvas_prefix": "ann_17_1_"}
    submissions[0] = replace(submissions[0], name="Li, Ann", platform=told, is_late=True)
    grade(made.store, made.plan(), submissions)
    return made


def test_submissions_and_the_roster_of_what_the_platform_told(group):
    handed_in = classroom.submissions_of(group.store, group.plan())
    assert [s.student_id for s in handed_in] == ["ann", "bo", "cy"]
    assert (handed_in[0].is_late, handed_in[0].platform["canvas_prefix"]) == (True, "ann_17_1_")
    roster = classroom.roster_of(group.store, group.plan())
    assert roster.find("canvas_id", "17") == roster.find("name", "Ann Li") == ["ann"]


def test_answers_with_their_mistakes(group):
    answers = {
        (a.student_id, a.question_id.removeprefix("ps9-")): a
        for a in classroom.answers_of(group.store, group.plan())
    }
    assert len(answers) == 12
    assert answers["ann", "double"].causes == ()
    assert answers["bo", "double"].causes == ("You multiply by itself.",)
    assert (answers["cy", "double"].points, answers["cy", "why"].points) == (0, 0)
    assert answers["ann", "why"].points is None


def test_sources_without_texts_and_the_code_of_the_course(group):
    sources, given = classroom.sources_of(group.store, group.plan())
    assert sources["bo"]["ps9-double"] == WRONG
    assert "ps9-double" not in sources["cy"]
    assert not [own for own in sources.values() if "ps9-why" in own]
    assert group.right["ps9-conv2d"] in given["ps9-conv2d"]


def test_points_of_the_desk_reach_the_store_and_can_be_taken_back(group):
    plan = group.plan()
    desk = classroom.desk_of(group.store, plan, "ada")
    assert sorted(p.student_id for p in desk.papers["ps9-why"]) == ["ann", "bo"]
    number = [p.student_id for p in desk.papers["ps9-why"]].index("bo") + 1
    desk.give("ps9-why", number, 1.5, [0], "Nearly.")

    def kept():
        found = standings(group.store, SET, "bo")
        return next(one for one in found if one.question_id == "ps9-why")

    assert (kept().points, kept().mark.grader) == (1.5, "ada")
    assert kept().mark.comment == "+2: names shared weights\nNearly."
    again = classroom.desk_of(group.store, plan, "bea")
    assert again.state()["questions"][0]["answers"][number - 1]["grader"] == "ada"
    desk.undo()
    assert kept().points is None
