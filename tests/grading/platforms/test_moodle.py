"""Moodle: paths of downloads, and worksheets filled in with all else as it came."""

import csv
import io

import pytest

from cnnlib.grading.platforms import moodle
from cnnlib.grading.platforms.entries import Entry
from tests.grading.platforms import importers
from tests.grading.platforms.made import GOLDEN, SCORES, lines_of

ENGLISH = {"identifier": "Identifier", "grade": "Grade", "comment": "Feedback comments"}
GERMAN = {"identifier": "ID", "grade": "Bewertung", "comment": "Feedback als Kommentar"}
PARTICIPANTS = {"li": "901", "bo": "902", "omar": "903"}
COMMENTS = {"li": "Good, see page", "omar": "=1+1 is not it"}


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("Ann Li_901_assignsubmission_file/ps2.ipynb", "ps2.ipynb"),
        ("Ann Li_901_assignsubmission_file_/ps2.ipynb", "ps2.ipynb"),
        ("Ann Li_901_assignsubmission_file_/a/b.ipynb", "a/b.ipynb"),
        ("all/Ann Li_901_assignsubmission_file_ps2_x.ipynb", "ps2_x.ipynb"),
        ("Ann Li_901_assignsubmission_onlinetext/onlinetext.html", "onlinetext.html"),
    ],
)
def test_paths_of_a_download_are_read(path, file):
    attempt = moodle.parse(Entry(path, 0, None, bytes))
    assert (attempt.key, attempt.name, attempt.file) == ("901", "Ann Li", file)
    assert attempt.platform["moodle_folder"].startswith("Ann Li_901_assignsubmission_")


@pytest.mark.parametrize(
    "path",
    [
        "Eve_7_assignsubmission_file_/Ann Li_901_assignsubmission_file_/ps2.ipynb",
        "Eve_7_assignsubmission_file_Ann Li_901_assignsubmission_file_ps2.ipynb",
        "all/Eve_7_assignsubmission_file_/Ann Li_901_assignsubmission_file_ps2.ipynb",
    ],
)
def test_what_a_student_names_like_a_classmates_folder_stays_the_students(path):
    attempt = moodle.parse(Entry(path, 0, None, bytes))
    assert (attempt.key, attempt.name) == ("7", "Eve")
    assert attempt.platform["moodle_folder"].startswith("Eve_7_assignsubmission_file")


def test_other_paths_are_not_moodle():
    assert moodle.parse(Entry("Ann Li/ps2.ipynb", 0, None, bytes)) is None


def filled(tmp_path, name, **options):
    worksheet = moodle.Worksheet.read(GOLDEN / name)
    left_out = moodle.fill_worksheet(
        worksheet, tmp_path / name, SCORES, PARTICIPANTS, COMMENTS, **options
    )
    return (tmp_path / name).read_bytes(), left_out


def test_english_worksheet_is_the_golden_one_and_moodle_reads_it(tmp_path):
    data, left_out = filled(tmp_path, "moodle_download.csv")
    assert lines_of(tmp_path / "moodle_download.csv") == lines_of(GOLDEN / "moodle_filled.csv")
    grades, comments = importers.moodle(data, ENGLISH)
    assert grades == {"901": 9.5, "902": 4.0, "903": 3.25}
    assert comments == {"901": "Good, see page", "902": "", "903": "'=1+1 is not it"}
    assert left_out == []


def test_german_worksheet_keeps_its_mark_semicolons_and_decimal_commas(tmp_path):
    text = (GOLDEN / "moodle_german.csv").read_text(encoding="utf-8")
    download = tmp_path / "in.csv"
    download.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    worksheet = moodle.Worksheet.read(download)
    left_out = moodle.fill_worksheet(worksheet, tmp_path / "out.csv", SCORES, PARTICIPANTS)
    data = (tmp_path / "out.csv").read_bytes()
    grades, _ = importers.moodle(data, GERMAN, "utf-8-sig", decimal=",", delimiter=";")
    assert grades == {"901": 9.5}
    assert left_out == ["omar: Moodle says that the grade cannot be changed"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 4


def test_only_grades_and_comments_change(tmp_path):
    data, _ = filled(tmp_path, "moodle_download.csv")
    after = list(csv.reader(io.StringIO(data.decode(), newline="")))
    before = list(csv.reader((GOLDEN / "moodle_download.csv").open(encoding="utf-8", newline="")))
    assert after[0] == before[0]
    for old, new in zip(before, after, strict=True):
        changed = {before[0][i] for i in range(len(old)) if old[i] != new[i]}
        assert changed <= {"Grade", "Feedback comments", "Full name"}
        assert new[1].lstrip("'") == old[1]


def test_another_maximum_is_refused_or_scaled(tmp_path):
    text = (GOLDEN / "moodle_download.csv").read_text(encoding="utf-8")
    (tmp_path / "in.csv").write_text(text.replace("10.00", "100.00"), encoding="utf-8")
    worksheet = moodle.Worksheet.read(tmp_path / "in.csv")
    with pytest.raises(ValueError, match="or pass --scale"):
        moodle.fill_worksheet(worksheet, tmp_path / "out.csv", SCORES, PARTICIPANTS)
    moodle.fill_worksheet(worksheet, tmp_path / "out.csv", SCORES, PARTICIPANTS, is_scaled=True)
    grades, _ = importers.moodle((tmp_path / "out.csv").read_bytes(), ENGLISH)
    assert grades == {"901": 95.0, "902": 4.0, "903": 32.5}


def test_headings_of_an_unknown_language_are_asked_for(tmp_path):
    text = (GOLDEN / "moodle_download.csv").read_text(encoding="utf-8")
    text = text.replace("Identifier", "Identificador").replace(",Grade,", ",Calificación,")
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="--heading grade="):
        moodle.Worksheet.read(tmp_path / "in.csv")
    headings = {"identifier": "Identificador", "grade": "Calificación"}
    assert moodle.Worksheet.read(tmp_path / "in.csv", headings).maximum() == 10.0


def test_student_without_a_row_is_named(tmp_path):
    worksheet = moodle.Worksheet.read(GOLDEN / "moodle_download.csv")
    with pytest.raises(ValueError, match=r"has no row for \['omar'\]"):
        moodle.fill_worksheet(worksheet, tmp_path / "out.csv", SCORES, {"li": "901"})
