"""Rosters are read from any export that lists students, and say what they lack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.grading.platforms import Roster
from cnnlib.grading.platforms.roster import plain_name
from tests.grading.platforms.made import GOLDEN, ROSTER


def test_canvas_export_is_a_roster():
    roster = Roster.read(GOLDEN / "canvas.csv")
    assert [student["student_id"] for student in roster.students] == ["ali", "bo_hara", "omar"]
    assert roster.find("canvas_id", "18") == ["bo_hara"]


def test_the_student_whom_canvas_makes_for_tests_is_nobody(tmp_path):
    rows = (GOLDEN / "canvas.csv").read_text(encoding="utf-8")
    (tmp_path / "c.csv").write_text(f'{rows}"Student, Test",99,,8a7f,Group 1,\n', encoding="utf-8")
    assert Roster.read(tmp_path / "c.csv").find("canvas_id", "99") == []


def test_moodle_worksheet_is_a_roster():
    roster = Roster.read(GOLDEN / "moodle_download.csv")
    assert roster.find("moodle_id", "901") == ["ann.li@uni.example"]


def test_brightspace_and_blackboard_exports_are_rosters():
    assert Roster.read(GOLDEN / "brightspace.csv").find("org_defined_id", "00123") == ["ali"]
    assert Roster.read(GOLDEN / "blackboard.txt").find("name", "Li, Ann") == ["ali"]


def test_canvas_names_without_spaces_are_found():
    assert ROSTER.find("lastfirst", "liann") == ["li"]
    assert ROSTER.find("lastfirst", "oharabojr") == ["bo"]


def test_same_names_are_both_found():
    twins = Roster([{"student_id": i, "name": "Ann Li"} for i in "ab"])
    assert twins.find("name", "Li Ann") == ["a", "b"]


@given(st.lists(st.text("abcÄßé李علي", min_size=1), min_size=1, max_size=3))
def test_names_are_equal_in_any_order_and_case(words):
    assert plain_name(" ".join(words)) == plain_name(", ".join(reversed(words)).upper())


def test_without_a_column_for_ids(tmp_path):
    (tmp_path / "r.csv").write_text("name,seat\nAnn Li,3\n")
    with pytest.raises(ValueError, match="add a column student_id"):
        Roster.read(tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("ids", "words"), [(["li", "li"], r"names students twice: \['li'\]"), (["li", ""], "has no id")]
)
def test_ids_are_there_once(ids, words):
    with pytest.raises(ValueError, match=words):
        Roster([{"student_id": i} for i in ids])


def test_students_that_a_platform_cannot_tell_are_named():
    roster = Roster([{"student_id": "li"}])
    with pytest.raises(ValueError, match=r"Canvas finds students by canvas_id or .* \['li'\]"):
        roster.with_keys("Canvas", ("canvas_id", "username"), {"li": 1})
    with pytest.raises(ValueError, match=r"the roster lacks students with a score: \['bo'\]"):
        roster.with_keys("Canvas", ("canvas_id",), {"bo": 1})
