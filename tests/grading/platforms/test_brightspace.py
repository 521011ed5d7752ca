"""Brightspace: folders of downloads, and a CSV that its importer reads as it was meant."""

from datetime import datetime

import pytest

from cnnlib.grading.platforms import brightspace
from cnnlib.grading.platforms.entries import Entry
from tests.grading.platforms import importers
from tests.grading.platforms.made import GOLDEN, ROSTER, SCORES, lines_of


@pytest.mark.parametrize("name", ["Ann Li", "Ann - Lena Li"])
def test_folder_of_a_download_is_read(name):
    path = f"5001-77 - {name} - Oct 5, 2026 1128 PM/ps2.ipynb"
    attempt = brightspace.parse(Entry(path, 0, None, bytes))
    assert (attempt.key, attempt.name, attempt.file) == ("5001", name, "ps2.ipynb")
    assert attempt.submitted_at == datetime(2026, 10, 5, 23, 28)


def test_what_a_student_names_like_a_classmates_folder_stays_the_students():
    folders = [f"{user} - Oct 5, 2026 1128 PM" for user in ("6-77 - Eve", "5001-77 - Ann Li")]
    attempt = brightspace.parse(Entry("/".join(["all", *folders, "ps2.ipynb"]), 0, None, bytes))
    assert (attempt.key, attempt.name) == ("6", "Eve")


def test_noon_and_midnight():
    assert brightspace.moment("May 1, 2026 1205 AM") == datetime(2026, 5, 1, 0, 5)
    assert brightspace.moment("May 1, 2026 12:05 PM") == datetime(2026, 5, 1, 12, 5)


def test_other_names_are_not_brightspace():
    assert brightspace.parse(Entry("Ann Li/ps2.ipynb", 0, None, bytes)) is None


def test_csv_is_the_golden_one_and_brightspace_reads_it(tmp_path):
    brightspace.write_csv(tmp_path / "grades.csv", SCORES, ROSTER, "Problem set 2")
    assert lines_of(tmp_path / "grades.csv") == lines_of(GOLDEN / "brightspace.csv")
    item, points = importers.brightspace((tmp_path / "grades.csv").read_bytes())
    assert (item, points) == ("Problem set 2", {"00123": 9.5, "00125": 3.25})


@pytest.mark.parametrize("item", ["", "PS 2 Points Grade", "PS <2>", "=PS", "P\nS"])
def test_items_that_the_header_cannot_hold_are_refused(tmp_path, item):
    with pytest.raises(ValueError, match="the grade item"):
        brightspace.write_csv(tmp_path / "grades.csv", SCORES, ROSTER, item)
