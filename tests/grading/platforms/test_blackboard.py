"""Blackboard: names of downloads, and a file that its importer reads as it was meant."""

from datetime import datetime

import pytest

from cnnlib.grading.platforms import blackboard
from cnnlib.grading.platforms.entries import Entry
from tests.grading.platforms import importers
from tests.grading.platforms.made import GOLDEN, ROSTER, SCORES, lines_of

COLUMN = "Problem set 2 [Total Pts: 10 Score] |664617"


def test_name_of_a_download_is_read():
    name = "Problem set_2_bo_hara_attempt_2026-10-05-23-28-07_ps2_conv.ipynb"
    attempt = blackboard.parse(Entry(name, 0, None, bytes))
    assert attempt.file == "ps2_conv.ipynb"
    assert attempt.submitted_at == datetime(2026, 10, 5, 23, 28, 7)
    assert [attempt.key, *attempt.other_keys][:3] == ["hara", "bo_hara", "2_bo_hara"]


def test_text_that_blackboard_adds_belongs_to_its_student():
    attempt = blackboard.parse(Entry("PS_ali_attempt_2026-10-05-23-28-07.txt", 0, None, bytes))
    assert (attempt.key, attempt.file[-4:]) == ("ali", ".txt")


def test_what_a_student_names_like_a_classmates_file_stays_the_students():
    mine, other = "PS_2_eve_attempt_2026-10-05-23-28-07", "_bo_hara_attempt_2026-10-06-00-00-00"
    attempt = blackboard.parse(Entry(f"{mine}{other}_ps2.ipynb", 0, None, bytes))
    assert attempt.key == "eve"
    assert "bo_hara" not in attempt.other_keys
    assert attempt.platform["blackboard_prefix"] == mine


@pytest.mark.parametrize("name", ["ps2.ipynb", "attempt_2026-10-05-23-28-07_x.ipynb"])
def test_other_names_are_not_blackboard(name):
    assert blackboard.parse(Entry(name, 0, None, bytes)) is None


def test_table_is_the_golden_one_and_blackboard_reads_it(tmp_path):
    blackboard.write_table(tmp_path / "grades.txt", SCORES, ROSTER, COLUMN)
    assert lines_of(tmp_path / "grades.txt") == lines_of(GOLDEN / "blackboard.txt")
    column, points = importers.blackboard((tmp_path / "grades.txt").read_bytes())
    assert (column, points) == ("664617", {"ali": 9.5, "omar": 3.25})


@pytest.mark.parametrize("column", ["Problem set 2", "PS 2 |", "PS 2 [Total Pts: 10] 664617"])
def test_columns_without_id_are_refused(tmp_path, column):
    with pytest.raises(ValueError, match="copy the heading from a downloaded file"):
        blackboard.write_table(tmp_path / "grades.txt", SCORES, ROSTER, column)
