"""A download of each platform becomes one notebook a student, the last one, and it says so."""

import contextlib
from datetime import UTC, datetime

import numpy as np
import pytest

from cnnlib.grading.platforms import Limits, Roster, gather
from cnnlib.grading.platforms.gather import NoNames, is_after
from tests.grading.platforms.made import ROSTER, SET, notebook, packed

QUESTIONS = ("ps2-conv2d",)


def gathered(tmp_path, files, platform, **options):
    """Gather a zip of files, and return what came with the notebooks' bytes by student."""
    path = tmp_path / "download.zip"
    path.write_bytes(packed(files))
    options = {"roster": ROSTER, "question_ids": QUESTIONS, "zone": UTC, **options}
    found = gather(path, platform, SET, tmp_path / "in", **options)
    return found, {s.student_id: s.path.read_bytes() for s in found.submissions}


DOWNLOADS = {
    "canvas": {
        "liann_17_1_ps2.ipynb": notebook("li"),
        "ohara_LATE_18_2_ps2.ipynb": notebook("bo"),
    },
    "moodle": {
        "Ann Li_901_assignsubmission_file/ps2.ipynb": notebook("li"),
        "Bo, Jr. O_Hara_902_assignsubmission_file_/ps2.ipynb": notebook("bo"),
    },
    "brightspace": {
        "index.html": b"",
        "5001-7 - Ann Li - Oct 5, 2026 1128 PM/ps2.ipynb": notebook("li"),
        "5002-8 - Bo OHara - Oct 6, 2026 905 AM/ps2.ipynb": notebook("bo"),
    },
    "blackboard": {
        "PS_2_ali_attempt_2026-10-05-23-28-07.txt": b"Name: Ann Li (ali)",
        "PS_2_ali_attempt_2026-10-05-23-28-07_ps2.ipynb": notebook("li"),
        "PS_2_bo_hara_attempt_2026-10-05-23-28-09_ps2.ipynb": notebook("bo"),
    },
    "gradescope": {
        "assignment_1_export/submission_metadata.yml": (
            b"submission_71:\n  :submitters:\n  - :name: Ann Li\n    :sid: S-17\n"
            b"submission_72:\n  :submitters:\n  - :name: Bo\n    :email: BO@uni.example\n"
        ),
        "assignment_1_export/submission_71/ps2.ipynb": notebook("li"),
        "assignment_1_export/submission_72/ps2.ipynb": notebook("bo"),
    },
    "plain": {"li/ps2.ipynb": notebook("li"), "ps2 bo.ipynb": notebook("bo")},
}


@pytest.mark.parametrize("platform", DOWNLOADS)
def test_every_platform_gives_each_student_one_notebook(tmp_path, platform):
    found, contents = gathered(tmp_path, DOWNLOADS[platform], platform)
    assert contents == {"li": notebook("li"), "bo": notebook("bo")}
    assert (found.problems, found.missing) == ([], ["omar"])
    assert {s.set_id for s in found.submissions} == {SET}


def test_late_marks_and_deadlines(tmp_path):
    found, _ = gathered(tmp_path, DOWNLOADS["canvas"], "canvas")
    assert {s.student_id: s.is_late for s in found.submissions} == {"li": False, "bo": True}
    due = datetime(2026, 10, 6, tzinfo=UTC)
    found, _ = gathered(tmp_path, DOWNLOADS["brightspace"], "brightspace", due=due)
    assert {s.student_id: s.is_late for s in found.submissions} == {"li": False, "bo": True}
    assert not is_after(None, due)


def test_the_last_resubmission_counts_and_is_named(tmp_path):
    files = {
        "liann_17_9_ps2.ipynb": notebook("first"),
        "liann_17_21_ps2-2.ipynb": notebook("last"),
        "liann_17_10_ps2-1.ipynb": notebook("second"),
    }
    found, contents = gathered(tmp_path, files, "canvas")
    assert contents == {"li": notebook("last")}
    assert found.notes == ["li: 3 notebooks handed in, the last of 2026-10-05 12:00 counts"]


def test_a_later_notebook_of_another_set_does_not_count(tmp_path):
    files = {
        "liann_17_1_a.ipynb": notebook("mine"),
        "liann_17_2_ps2_convolution.ipynb": notebook("other", question="ps1-sum"),
    }
    _, contents = gathered(tmp_path, files, "canvas")
    assert contents == {"li": notebook("mine")}


def test_zip_of_a_student_in_a_zip_is_opened(tmp_path):
    inner = packed({"work/ps2.ipynb": notebook("deep"), "work/__MACOSX/x": b""})
    files = {"liann_17_1_all.zip": packed({"more.zip": inner, "plot.png": b"x"})}
    found, contents = gathered(tmp_path, files, "canvas")
    assert contents == {"li": notebook("deep")}
    assert found.submissions[0].platform["file"] == "all.zip/more.zip/work/ps2.ipynb"


def test_two_different_notebooks_at_once_need_a_person(tmp_path):
    folder = "Ann Li_901_assignsubmission_file/"
    files = {f"{folder}a.ipynb": notebook("1"), f"{folder}b.ipynb": notebook("2")}
    found, _ = gathered(tmp_path, files, "moodle")
    assert [str(p) for p in found.problems] == [
        "li, b.ipynb: it was handed in together with ['a.ipynb'], and they differ; "
        "see that the right one counts"
    ]


def test_the_same_notebook_twice_is_noted(tmp_path):
    folder = "Ann Li_901_assignsubmission_file/"
    files = {f"{folder}a.ipynb": notebook(), f"{folder}a (1).ipynb": notebook()}
    found, _ = gathered(tmp_path, files, "moodle")
    assert found.notes == ["li: the same notebook 2 times"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (packed({"../../out.ipynb": b"{}"}), "climbs out of its folder"),
        (packed({"big.ipynb": bytes(3_000_000)}), "times its packed size"),
        (packed({f"{i}.ipynb": b"{}" for i in range(60)}), "more than 50 files"),
        (packed({f"{i}.ipynb": bytes(60_000) for i in range(9)}), "unpacks to more than 400.0 KB"),
        (packed({"a.zip": packed({"b.zip": packed({"c.zip": packed({})})})}), "more than 2"),
        (b"PK\x03\x04 broken", "the zip is damaged"),
        (packed({"notes.txt": b"I did it"}), "there is no notebook among"),
    ],
)
def test_a_bad_zip_is_its_students_alone(tmp_path, bad, words):
    files = {"liann_17_1_work.zip": bad, "ohara_18_2_ps2.ipynb": notebook("bo")}
    limits = Limits(files=50, depth=2, submission_bytes=400_000)
    found, contents = gathered(tmp_path, files, "canvas", limits=limits)
    assert contents["bo"] == notebook("bo")
    assert any(p.where.startswith("li") and words in p.what for p in found.problems)
    assert not (tmp_path.parent / "out.ipynb").exists()
    assert {p.name for p in (tmp_path / "in").iterdir()} <= {"li", "bo"}


def test_an_earlier_notebook_counts_where_the_last_cannot_be_read(tmp_path):
    files = {"liann_17_1_ps2.ipynb": notebook("li"), "liann_17_2_ps2.zip": b"broken"}
    found, contents = gathered(tmp_path, files, "canvas")
    assert contents == {"li": notebook("li")}
    assert "the zip is damaged" in found.problems[0].what


def test_strangers_and_namesakes_are_named(tmp_path):
    twins = Roster([{"student_id": i, "name": "Ann Li"} for i in ("a", "b")])
    found, contents = gathered(tmp_path, DOWNLOADS["canvas"], "canvas", roster=twins)
    assert contents == {}
    assert "several students are canvas_id '17', 'liann': ['a', 'b']" in found.problems[0].what
    assert "the roster has nobody for canvas_id '18'" in found.problems[1].what
    assert "fill in the roster's column canvas_id" in found.problems[0].advice


def test_without_a_roster_the_platforms_key_is_the_id(tmp_path):
    _, contents = gathered(tmp_path, DOWNLOADS["canvas"], "canvas", roster=None)
    assert contents == {"17": notebook("li"), "18": notebook("bo")}


def test_names_of_another_platform_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"has a name of moodle: found .* name the platform"):
        gathered(tmp_path, DOWNLOADS["canvas"], "moodle")
    with pytest.raises(ValueError, match="the platform must be one of canvas, moodle"):
        gathered(tmp_path, DOWNLOADS["canvas"], "sakai")


def test_a_stray_file_is_a_problem_and_no_stop(tmp_path):
    found, contents = gathered(tmp_path, {**DOWNLOADS["canvas"], "x.ipynb": b"{}"}, "canvas")
    assert len(contents) == 2
    assert "'x.ipynb': the name is none of canvas" in str(found.problems[0])


def test_ids_that_differ_in_case_alone_have_two_folders(tmp_path):
    twins = {"Li/ps2.ipynb": notebook("one"), "li/ps2.ipynb": notebook("two")}
    found, contents = gathered(tmp_path, twins, "plain", roster=None)
    assert contents == {"Li": notebook("one"), "li": notebook("two")}
    assert len({str(s.path).casefold() for s in found.submissions}) == 2


def spoiled(data, rng):
    """Return a zip with some bytes changed, or an end cut off."""
    data = bytearray(data)
    for _ in range(rng.integers(1, 6)):
        data[rng.integers(len(data))] = rng.integers(256)
    return bytes(data[: rng.integers(len(data))] if rng.random() < 0.3 else data)


def test_spoiled_downloads_never_stop_the_rest(tmp_path):
    rng = np.random.default_rng(0)
    inner = packed({"a/ps2.ipynb": notebook("li"), "plot.png": b"x" * 300})
    for _ in range(150):
        other = {"ohara_18_2_ps2.ipynb": notebook("bo")}
        files = {"liann_17_1_work.zip": spoiled(inner, rng), **other}
        found, contents = gathered(tmp_path, files, "canvas")
        assert contents["bo"] == notebook("bo")
        assert "li" in contents or any(p.where.startswith("li") for p in found.problems)
    for _ in range(150):
        path = tmp_path / "outer.zip"
        path.write_bytes(spoiled(packed({**DOWNLOADS["canvas"], "liann_17_9_w.zip": inner}), rng))
        with contextlib.suppress(NoNames):
            found = gather(path, "canvas", SET, tmp_path / "in", ROSTER, zone=UTC)
            assert found.submissions or found.problems
