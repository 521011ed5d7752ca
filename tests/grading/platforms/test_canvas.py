"""Canvas: names of downloads, and a gradebook CSV that its importer reads as it was meant."""

import pytest

from cnnlib.grading.platforms import canvas
from cnnlib.grading.platforms.entries import Entry
from tests.grading.platforms import importers
from tests.grading.platforms.made import GOLDEN, ROSTER, SCORES, lines_of


def named(name):
    return canvas.parse(Entry(name, 0, None, bytes))


def test_name_of_a_download_is_read():
    attempt = named("submissions/liann_17_20301_ps2_convolution.ipynb")
    assert (attempt.kind, attempt.key, attempt.name) == ("canvas_id", "17", "liann")
    assert (attempt.file, attempt.is_late, attempt.order) == (
        "ps2_convolution.ipynb",
        False,
        (20301,),
    )
    assert attempt.platform["canvas_prefix"] == "liann_17_20301_"


@pytest.mark.parametrize(
    "name", ["liann_LATE_17_20301_ps2.ipynb", "o_hara_LATE_17_20301_1_2_x.ipynb"]
)
def test_late_name_is_read(name):
    attempt = named(name)
    assert attempt.is_late
    assert attempt.key == "17"
    assert "LATE" not in attempt.name


@pytest.mark.parametrize("name", ["ps2.ipynb", "liann_17_ps2.ipynb", "submissions.zip", "a_b_c_d"])
def test_other_names_are_not_canvas(name):
    assert named(name) is None


def test_csv_is_the_golden_one_and_canvas_reads_it(tmp_path):
    canvas.write_csv(tmp_path / "grades.csv", SCORES, ROSTER, "Problem set 2", 4711)
    assert lines_of(tmp_path / "grades.csv") == lines_of(GOLDEN / "canvas.csv")
    title, number, maximum, values = importers.canvas((tmp_path / "grades.csv").read_bytes())
    assert (title, number, maximum) == ("Problem set 2", "4711", 10.0)
    assert values == {"17": "9.50", "18": "", "19": "3.25"}


@pytest.mark.parametrize(
    "title", ["Current Score", "My final grade", "Override me", "Final Points 2"]
)
def test_titles_that_canvas_drops_are_refused(tmp_path, title):
    with pytest.raises(ValueError, match="give the assignment another title"):
        canvas.write_csv(tmp_path / "grades.csv", SCORES, ROSTER, title)
    assert not (tmp_path / "grades.csv").exists()


def test_title_that_is_a_formula_is_refused(tmp_path):
    with pytest.raises(ValueError, match="title of the assignment is '=1\\+1'"):
        canvas.write_csv(tmp_path / "grades.csv", SCORES, ROSTER, "=1+1")


def test_what_a_student_names_like_a_classmates_file_stays_the_students():
    attempt = canvas.parse(Entry("adamseve_LATE_7_80_liann_17_203_ps2.ipynb", 0, None, bytes))
    assert (attempt.key, attempt.name, attempt.is_late) == ("7", "adamseve", True)
    assert attempt.file == "liann_17_203_ps2.ipynb"
