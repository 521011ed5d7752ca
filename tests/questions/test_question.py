"""A question is read from its folder, and its numbers are drawn by the seed."""

import pytest

from cnnlib import questions


def test_what_the_folder_says_is_what_the_question_says(small):
    question = small.question("ps1-double")
    assert (question.set_id, question.title, question.kind) == (
        "ps1_small",
        "Double it",
        "function",
    )
    assert (question.points, question.minutes, question.entry) == (4, 5, "double")
    assert not question.whole
    assert question.is_drawn
    assert [cause.slug for cause in question.causes] == ["squared"]


def test_a_variant_is_the_same_for_the_same_seed(small):
    question = small.question("ps1-sum")
    assert question.variant(5).given == question.variant(5).given
    assert len({question.variant(seed).given for seed in range(50)}) == 50


def test_text_and_code_hold_the_drawn_numbers(small):
    variant = small.question("ps1-double").variant(3)
    assert f"double({variant.values['n']})" in variant.text
    total = small.question("ps1-sum").variant(3)
    assert total.solution == f"total = {sum(total.values['row'])}"
    assert total.starter == "total = ...\n# YOUR CODE HERE"


def test_a_missing_field_is_named(small):
    path = small.path / "sets/ps1_small/double/question.md"
    path.write_text(path.read_text().replace("minutes = 5\n", ""))
    with pytest.raises(ValueError, match="minutes"):
        questions.load_course(small.path)


def test_a_head_is_required(small):
    (small.path / "sets/ps1_small/double/question.md").write_text("Write it.")
    with pytest.raises(ValueError, match="begin with"):
        questions.load_course(small.path)


def test_mistakes_that_always_agree_are_refused(small):
    path = small.path / "sets/ps1_small/sum/question.py"
    path.write_text(path.read_text().replace('sum(v["row"][:-1])', 'sum(v["row"])'))
    with pytest.raises(ValueError, match="always agree"):
        questions.load_course(small.path).question("ps1-sum").variant(1)
