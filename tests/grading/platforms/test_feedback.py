"""Feedback zips carry the names that each platform gave the submissions."""

import zipfile
from pathlib import Path

import pytest

from cnnlib.grading.platforms import gather
from cnnlib.grading.platforms.canvas import NAME
from cnnlib.grading.platforms.feedback import write_feedback_zip
from cnnlib.grading.submission import Submission
from tests.grading.platforms.made import ROSTER, SET, packed
from tests.grading.platforms.test_gather import DOWNLOADS

PAGES = {"li": b"<p>Ann</p>", "bo": b"<p>Bo</p>", "omar": b"<p>Omar</p>"}


def written(tmp_path, platform):
    (tmp_path / "in.zip").write_bytes(packed(DOWNLOADS[platform]))
    found = gather(tmp_path / "in.zip", platform, SET, tmp_path / "in", ROSTER)
    left_out = write_feedback_zip(tmp_path / "out.zip", platform, PAGES, found.submissions)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}, left_out


def test_canvas(tmp_path):
    files, left_out = written(tmp_path, "canvas")
    assert files == {
        "liann_17_1_feedback.html": PAGES["li"],
        "ohara_LATE_18_2_feedback.html": PAGES["bo"],
    }
    assert [NAME.fullmatch(name)["user"] for name in sorted(files)] == ["17", "18"]
    assert left_out == ["omar: no submission from canvas"]


def test_moodle(tmp_path):
    files, _ = written(tmp_path, "moodle")
    assert {*files} == {
        "Ann Li_901_assignsubmission_file/feedback.html",
        "Bo, Jr. O_Hara_902_assignsubmission_file/feedback.html",
    }


def test_brightspace(tmp_path):
    files, _ = written(tmp_path, "brightspace")
    assert "5001-7 - Ann Li - Oct 5, 2026 1128 PM/feedback.html" in files


def test_blackboard(tmp_path):
    files, left_out = written(tmp_path, "blackboard")
    assert {*files} == {
        "PS_2_ali_attempt_2026-10-05-23-28-07_feedback.html",
        "PS_2_bo_hara_attempt_2026-10-05-23-28-09_feedback.html",
    }
    assert left_out == ["omar: no submission from blackboard"]


def test_nbgrader_finds_its_pages_whatever_the_students_are_called(tmp_path):
    odd = [Submission(name, SET, Path("x.ipynb")) for name in ("li", "../up")]
    write_feedback_zip(tmp_path / "out.zip", "nbgrader", {"li": b"", "../up": b""}, odd)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == [
            f"feedback/%2E.%2Fup/{SET}/{SET}.html",
            f"feedback/li/{SET}/{SET}.html",
        ]


def test_names_that_moodle_passes_over_are_named(tmp_path):
    platform = {"moodle_folder": "~tilde_901_assignsubmission_file"}
    odd = Submission("li", SET, Path("x.ipynb"), platform=platform)
    good = Submission("bo", SET, Path("x.ipynb"), platform={"moodle_folder": "Bo_9_a_file"})
    pages = {"li": b"", "bo": b""}
    left_out = write_feedback_zip(tmp_path / "out.zip", "moodle", pages, [odd, good])
    assert "Moodle passes over" in left_out[0]


def test_the_same_pages_make_the_same_zip(tmp_path):
    written(tmp_path, "canvas")
    first = (tmp_path / "out.zip").read_bytes()
    written(tmp_path, "canvas")
    assert (tmp_path / "out.zip").read_bytes() == first


def test_refusals(tmp_path):
    with pytest.raises(ValueError, match="send the pages one by one"):
        write_feedback_zip(tmp_path / "out.zip", "mail", PAGES, [])
    with pytest.raises(ValueError, match="no page belongs to a submission"):
        write_feedback_zip(tmp_path / "out.zip", "canvas", PAGES, [])
    assert not (tmp_path / "out.zip").exists()
