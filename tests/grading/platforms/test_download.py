"""Zips of classes inside a download are opened, students' own are left to them."""

import pytest

from cnnlib.grading.platforms.canvas import parse
from cnnlib.grading.platforms.download import download_entries
from cnnlib.grading.platforms.limits import Limits
from tests.grading.platforms.made import laid_out, packed

STUDENT = "liann_17_1_ps2.ipynb"


def names(source, **limits):
    problems = []
    entries = list(download_entries(source, parse, Limits(**limits), problems))
    return [entry.name for entry in entries], problems


def test_zip_in_zip_of_a_class_is_opened(tmp_path):
    inner = packed({STUDENT: b"{}", "boh_18_2_work.zip": packed({"x.ipynb": b"{}"})})
    path = tmp_path / "all.zip"
    path.write_bytes(packed({"week 2/submissions.zip": inner}))
    assert names(path) == (
        ["week 2/submissions/liann_17_1_ps2.ipynb", "week 2/submissions/boh_18_2_work.zip"],
        [],
    )


def test_folder_of_zips(tmp_path):
    folder = laid_out(tmp_path, {"a.zip": packed({STUDENT: b"{}"}), "b/readme.txt": b""})
    assert names(folder)[0] == ["a/liann_17_1_ps2.ipynb", "b/readme.txt"]


def test_zips_in_zips_end(tmp_path):
    data = packed({STUDENT: b"{}"})
    for _ in range(5):
        data = packed({"all.zip": data})
    (tmp_path / "all.zip").write_bytes(data)
    found, problems = names(tmp_path / "all.zip")
    assert found == []
    assert "more than 3 deep" in problems[0].what


def test_count_of_files_is_bounded(tmp_path):
    (tmp_path / "all.zip").write_bytes(packed({f"f{i}": b"" for i in range(30)}))
    found, problems = names(tmp_path / "all.zip", download_files=20)
    assert len(found) == 20
    assert "more than 20 files" in problems[0].what


def test_large_files_are_left_out(tmp_path):
    (tmp_path / "all.zip").write_bytes(packed({"a_1_2_b.ipynb": bytes(3000), STUDENT: b"{}"}))
    found, problems = names(tmp_path / "all.zip", file_bytes=2000)
    assert found == [STUDENT]
    assert "more than 2.0 KB" in problems[0].what


def test_nothing_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder or zip"):
        names(tmp_path / "missing.zip")
