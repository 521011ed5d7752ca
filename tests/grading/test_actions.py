"""Downloads of platforms go the same way as folders of students."""

import zipfile

import pytest

from cnnlib.grading.command import main
from cnnlib.grading.standings import standings
from tests.grading.class_of import SET, Class, points
from tests.grading.sandboxed import needs_sandbox


@needs_sandbox
def test_a_download_is_graded_as_it_came(tmp_path, monkeypatch, capsys):
    group = Class(tmp_path)
    path = group.hand_in("ann")
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.write(path, "liann_LATE_1234_99_ps9_tiny.ipynb")
    monkeypatch.chdir(tmp_path)
    status = main(
        ["grade", SET, "submissions.zip", "--from", "canvas", "--course", "course", "--jobs", "1"]
    )
    assert status == 0, capsys.readouterr()
    (row,) = group.store.students(SET)
    assert row.is_late
    assert points(standings(group.store, SET))[row.student_id, "conv2d"] == 10


@pytest.mark.parametrize("name", ["grade", "regrade", "status", "mark", "feedback"])
def test_each_command_has_its_action(name):
    from cnnlib.grading import actions

    assert getattr(actions, name).__doc__
