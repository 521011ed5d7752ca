"""Folders and files named after students, as people and nbgrader make them."""

import pytest

from cnnlib.grading.platforms import plain
from cnnlib.grading.platforms.entries import Entry
from tests.grading.platforms.made import ROSTER


def whose(name, roster=ROSTER):
    problems = []
    found = [a.key for a, _ in plain.attempts([Entry(name, 0, None, bytes)], problems, roster)]
    assert len(found) + len(problems) == 1
    return found[0] if found else problems[0].what


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("li/ps2.ipynb", "li"),
        ("ps2_li.ipynb", "li"),
        ("omar@uni.example.zip", "omar"),
        ("Li, Ann/week 2/ps2.ipynb", "li"),
        ("PS2 Ann Li final (1).ipynb", "li"),
        ("submitted/bo/ps2_convolution/ps2.ipynb", "bo"),
        ("ps2_omar_attempt_2026-01-30-20-30-10_ps2.ipynb", "omar"),
        ("omar/ps2_li.ipynb", "omar"),
        ("submitted/omar/li/ps2.ipynb", "omar"),
    ],
)
def test_paths_that_name_a_student(name, student):
    assert whose(name) == student


def test_paths_that_name_none_or_several():
    assert whose("anna/ps2.ipynb") == "the path names no student"
    assert whose("li_omar.ipynb") == "the path names students ['li', 'omar']"


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("submitted/7/ps2.ipynb", "7"),
        ("ps2/ps2.ipynb", "ps2"),
        ("submitted/7/ps2/ps2.ipynb", "7"),
        ("7.ipynb", "7"),
    ],
)
def test_without_a_roster_the_folder_is_the_student(name, student):
    assert whose(name, roster=None) == student


def test_without_a_roster_a_student_makes_no_folder_for_another():
    names = ("eve/bob/ps2.ipynb", "bob/ps2.ipynb", "readme.ipynb")
    entries = [Entry(name, 0, None, bytes) for name in names]
    found = [attempt.key for attempt, _ in plain.attempts(entries, [])]
    assert found == ["eve", "bob", "readme"]


def test_times_of_nbgrader():
    name = "ps2_li_attempt_2026-01-30-20-30-10_ps2.ipynb"
    attempt, _ = next(plain.attempts([Entry(name, 0, None, bytes)], [], ROSTER))
    assert str(attempt.submitted_at) == "2026-01-30 20:30:10"
    files = {"li/ps2/timestamp.txt": b"2026-02-01 08:15:00.000000 UTC\n", "li/ps2/ps2.ipynb": b""}
    entries = [Entry(name, len(d), None, lambda d=d: d) for name, d in files.items()]
    attempt, _ = next(plain.attempts(entries, [], ROSTER))
    assert str(attempt.submitted_at) == "2026-02-01 08:15:00"


def test_a_timestamp_of_another_form_is_passed_over():
    entries = [
        Entry("li/timestamp.txt", 5, None, lambda: b"noon\n"),
        Entry("li/ps2.ipynb", 0, None, bytes),
    ]
    assert next(plain.attempts(entries, [], ROSTER))[0].submitted_at is None
