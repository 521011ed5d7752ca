"""A course is its folders, in the order that each set gives."""

import pytest

from cnnlib import questions


def test_sets_and_questions_are_in_order(small):
    one = small.sets["ps1_small"]
    assert [question.id for question in one.questions] == ["ps1-double", "ps1-sum", "ps1-why"]
    assert (one.points, one.minutes, one.is_open, small.seed) == (7, 10, True, 7)


def test_order_and_folders_must_agree(small):
    path = small.path / "sets/ps1_small/set.toml"
    path.write_text(path.read_text().replace('"sum", ', ""))
    with pytest.raises(ValueError, match="order"):
        questions.load_course(small.path)


def test_an_unknown_question_is_a_key_error(small):
    with pytest.raises(KeyError):
        small.question("ps9-nothing")


def test_a_folder_without_a_course_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError):
        questions.load_course(tmp_path)
