"""Gradescope's export: the metadata says whose a folder is, also of groups."""

import pytest

from cnnlib.grading.platforms import gradescope
from cnnlib.grading.platforms.entries import Entry
from cnnlib.grading.problem import SubmissionError

GROUP = b"""\
submission_5:
  :submitters:
  - :name: Ann Li
    :sid: '0017'
    :email: ann.li@uni.example
  - :name: Bo
    :email: bo@uni.example
  :created_at: 2026-10-05 12:00:00 UTC
submission_6:
  :submitters: []
"""


def entries(metadata):
    files = {
        "export/submission_metadata.yml": metadata,
        "export/submission_5/a/ps2.ipynb": b"{}",
        "export/submission_6/ps2.ipynb": b"{}",
    }
    return [Entry(name, len(data), None, lambda data=data: data) for name, data in files.items()]


def test_a_group_hands_in_for_all_its_members():
    problems = []
    found = [attempt for attempt, _ in gradescope.attempts(entries(GROUP), problems)]
    assert [(a.kind, a.key, a.file) for a in found] == [
        ("sis_user_id", "0017", "a/ps2.ipynb"),
        ("email", "bo@uni.example", "a/ps2.ipynb"),
    ]
    assert found[0].other_keys == ("ann.li@uni.example",)
    assert (found[0].submitted_at.year, found[0].submitted_at.hour) == (2026, 12)
    assert "names no submitter of submission_6" in problems[0].what


@pytest.mark.parametrize(
    "metadata", [b"a: [", b"!!python/object/apply:os.system ['true']", b"\xff\xfe\x00"]
)
def test_metadata_that_is_no_plain_yaml_is_refused(metadata):
    with pytest.raises(SubmissionError, match="it is no YAML"):
        list(gradescope.attempts(entries(metadata), []))


@pytest.mark.parametrize("metadata", [b"", b"[1, 2]", b"submission_5: 3\nsubmission_6:\n"])
def test_metadata_of_another_form_names_nobody(metadata):
    problems = []
    assert list(gradescope.attempts(entries(metadata), problems)) == []
    assert len(problems) == 2


def test_files_named_like_the_exports_own_stay_the_students():
    mine = b"submission_5:\n  :submitters: [{:name: Eve}]\n"
    files = {
        "export/submission_metadata.yml": GROUP,
        "export/submission_5/ps2.ipynb": b"{}",
        "export/submission_7/submission_5/ps2.ipynb": b"{}",
        "export/submission_7/submission_metadata.yml": mine,
    }
    listed = [Entry(name, len(data), None, lambda data=data: data) for name, data in files.items()]
    problems = []
    found = [(attempt.name, entry.name) for attempt, entry in gradescope.attempts(listed, problems)]
    assert found == [(name, "export/submission_5/ps2.ipynb") for name in ("Ann Li", "Bo")]
    assert ["names no submitter of submission_7" in problem.what for problem in problems] == [
        True
    ] * 2


def test_times_without_zone_and_of_unknown_form():
    for written, hour in (("2026-10-05 12:00:00", 12), ("'last week'", None)):
        metadata = f"submission_5:\n  :submitters: [{{':name': A}}]\n  :created_at: {written}\n"
        attempt = next(gradescope.attempts(entries(metadata.encode()), []))[0]
        assert getattr(attempt.submitted_at, "hour", None) == hour
