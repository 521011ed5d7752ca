"""A comment says points and reasons in plain words, and nothing that is hidden."""

from cnnlib.grading.feedback import comments_of
from cnnlib.grading.standings import give_mark, standings
from tests.grading.class_of import SET, WRONG, Class
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox


def test_points_causes_and_the_graders_words(tmp_path):
    group = Class(tmp_path)
    group.hand_in("ann")
    group.hand_in("bo", double=WRONG, why=None)
    group.grade()
    comments = comments_of(group.store, group.plan())
    assert comments == {
        "ann": "Why not graded yet of 2. All points in 3 of 4 questions.",
        "bo": "Double 0 of 4: You multiply by itself. Why 0 of 2. All points in 2 of 4 questions.",
    }
    (why,) = [s for s in standings(group.store, SET, "ann") if s.question_id == "ps9-why"]
    give_mark(group.store, why, 2, "Well said.", "me")
    comment = comments_of(group.store, group.plan())["ann"]
    assert comment == "Why 2 of 2: Well said. All points in 3 of 4 questions."
