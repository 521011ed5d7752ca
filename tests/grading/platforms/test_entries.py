"""Zips and folders are listed without unpacking; what could do harm is named and left out."""

import io
import os
import random
import stat
import zipfile

import pytest

from cnnlib.grading.platforms.entries import folder_entries, zip_entries
from cnnlib.grading.platforms.limits import Limits
from cnnlib.grading.problem import SubmissionError
from tests.grading.platforms.made import laid_out, packed

LIMITS = Limits(file_bytes=3_000_000, ratio=100)


def listed(data):
    problems = []
    return list(zip_entries(io.BytesIO(data), "ps2.zip", LIMITS, problems)), problems


def test_files_are_listed_and_read():
    entries, problems = listed(packed({"a/b.ipynb": b"{}", "a/": b"", "__MACOSX/a": b"x"}))
    assert [(e.name, e.size, e.read()) for e in entries] == [("a/b.ipynb", 2, b"{}")]
    assert entries[0].modified.year == 2026
    assert problems == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../x.ipynb", "climbs out"),
        ("a/../../x.ipynb", "climbs out"),
        ("..\\..\\x.ipynb", "climbs out"),
        ("/etc/cron.d/x", "is absolute"),
        ("C:\\x.ipynb", "is absolute"),
        ("a\n/x.ipynb", "control characters"),
    ],
)
def test_dangerous_paths_are_refused_and_the_rest_is_read(name, words):
    entries, problems = listed(packed({name: b"{}", "good.ipynb": b"{}"}))
    assert [entry.name for entry in entries] == ["good.ipynb"]
    assert words in problems[0].what
    assert problems[0].where.startswith("ps2.zip, ")


@pytest.mark.parametrize(
    ("kind", "words"), [(stat.S_IFLNK, "symbolic link"), (stat.S_IFIFO, "special file")]
)
def test_links_and_special_files_in_zips_are_refused(kind, words):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        info = zipfile.ZipInfo("ps2.ipynb")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    entries, problems = listed(data.getvalue())
    assert entries == []
    assert words in problems[0].what


def test_bombs_are_refused_by_size_and_by_ratio():
    entries, problems = listed(packed({"large": os.urandom(3_000_001), "ratio": bytes(2_000_000)}))
    assert entries == []
    assert "more than 3.0 MB" in problems[0].what
    assert "times its packed size, more than 100" in problems[1].what


def test_small_files_may_be_packed_well():
    entries, problems = listed(packed({"blank.ipynb": b" " * 500_000}))
    assert len(entries) == 1
    assert problems == []


def test_locked_zip_is_refused():
    data = bytearray(packed({"ps2.ipynb": b"{}"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    entries, problems = listed(bytes(data))
    assert entries == []
    assert "locked with a password" in problems[0].what


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 no zip", random.Random(0).randbytes(100)],
    ids=["empty", "signature alone", "noise"],
)
def test_what_is_no_zip_is_a_problem(data):
    entries, problems = listed(data)
    assert entries == []
    assert "the zip is damaged" in problems[0].what
    assert problems[0].advice == "ask for the notebook again"


def test_damaged_content_is_found_when_it_is_read():
    data = bytearray(packed({"ps2.ipynb": b"x" * 1000 + os.urandom(1000)}))
    data[200] ^= 255
    entries, _ = listed(bytes(data))
    with pytest.raises(SubmissionError, match=r"ps2.zip, ps2.ipynb: the zip is damaged"):
        entries[0].read()


def test_a_size_that_lies_is_not_believed():
    data = bytearray(packed({"ps2.ipynb": b"x" * 5000}))
    start = data.index(b"PK\x01\x02") + 24
    data[start : start + 4] = (10).to_bytes(4, "little")
    entries, _ = listed(bytes(data))
    with pytest.raises(SubmissionError):
        entries[0].read()


def test_names_in_utf8_without_the_mark_are_read():
    data = packed({"Müller.ipynb": b"{}"})
    plain = data.replace(b"\x00\x08", b"\x00\x00")
    entries, _ = listed(plain)
    assert [entry.name for entry in entries] == ["Müller.ipynb"]


def test_links_in_folders_are_named_and_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    folder = laid_out(tmp_path / "in", {"li/ps2.ipynb": b"{}", "li/.DS_Store": b""})
    (folder / "li" / "link.ipynb").symlink_to(tmp_path / "secret")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "li" / "pipe.ipynb")
    problems = []
    entries = list(folder_entries(folder, problems))
    assert [(entry.name, entry.read()) for entry in entries] == [("li/ps2.ipynb", b"{}")]
    assert {(p.where, p.what) for p in problems} == {
        ("'li/link.ipynb'", "it is a symbolic link"),
        ("'up'", "it is a symbolic link"),
        ("'li/pipe.ipynb'", "it is a special file"),
    }


def test_a_link_put_in_after_the_listing_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    folder = laid_out(tmp_path / "in", {"ps2.ipynb": b"{}"})
    entry = next(folder_entries(folder, []))
    (folder / "ps2.ipynb").unlink()
    (folder / "ps2.ipynb").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic links"):
        entry.read()
