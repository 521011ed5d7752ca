"""Participant numbers of a worksheet, found by number, address or name."""

from cnnlib.grading.platforms import Roster
from cnnlib.grading.platforms.participants import participants, with_participants
from tests.grading.platforms.made import GOLDEN, ROSTER

SHEET = GOLDEN / "moodle_download.csv"


def class_of(*students):
    return Roster([{"student_id": f"s{i}", **student} for i, student in enumerate(students)])


def test_numbers_that_the_roster_knows():
    assert participants(SHEET, ROSTER) == {"li": "901", "bo": "902", "omar": "903"}


def test_addresses_come_before_names():
    found = class_of({"email": "ANN.LI@uni.example"}, {"name": "Li, Ann"}, {"name": "Eve"})
    assert participants(SHEET, found) == {"s0": "901", "s1": "901"}


def test_what_the_submission_said():
    nobody = class_of({"name": "A. L."}, {"name": "B."})
    said = {"s0": {"moodle_id": "901"}, "s1": {"moodle_id": "77"}}
    assert participants(SHEET, nobody, said) == {"s0": "901"}


def test_namesakes_are_not_guessed(tmp_path):
    rows = "Identifier,Full name,Email address,Grade\n"
    rows += "Participant 1,Ann Li,a@x.example,\nParticipant 2,Ann Li,b@x.example,\n"
    (tmp_path / "w.csv").write_text(rows)
    assert participants(tmp_path / "w.csv", class_of({"name": "Ann Li"})) == {}


def test_a_roster_with_numbers():
    roster = with_participants(class_of({"email": "bo@uni.example"}), SHEET)
    assert roster.find("moodle_id", "902") == ["s0"]
