"""The command line, as an instructor types it: what it prints, and errors that say what to do."""

import importlib
import subprocess
import sys
import tomllib

import pytest

from cnnlib.grading.command import main, parser
from tests.grading.class_of import SET, WRONG, Class
from tests.grading.sandboxed import needs_sandbox
from tests.structure.tree import ROOT


@pytest.fixture
def group(tmp_path, monkeypatch):
    made = Class(tmp_path)
    made.hand_in("ann")
    made.hand_in("bo", double=WRONG)
    made.hand_in("eve").write_text("[]")
    monkeypatch.chdir(tmp_path)
    return made


def run(capsys, *arguments):
    """Return status and what was printed, progress bars left out."""
    status = main([*arguments, "--course", "course"])
    return status, capsys.readouterr().out


def test_no_command_waits_for_a_library_that_it_does_not_use():
    code = "import sys, cnnlib.grading.command; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert loaded.returncode == 0
    assert not {*loaded.stdout.split()} & {"matplotlib", "torch", "distributed", "nbgrader"}


def test_outside_of_the_course_it_says_which_folder_to_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["status", SET]) == 1
    assert "there is no course in exercises (it has no course.toml)" in capsys.readouterr().err


@needs_sandbox
def test_the_way_from_folder_to_pages(group, capsys):
    status, out = run(capsys, "grade", SET, "submitted", "--jobs", "1")
    assert status == 0
    assert out.startswith("2 graded, 0 were graded before, 1 failed\n")
    assert "2 need a person:" in out
    assert "eve, ps9_tiny.ipynb: it has no list of cells" in out
    for student, points in [("ann", "2"), ("bo", "0.5")]:
        status, _ = run(capsys, "mark", SET, student, "ps9-why", points, "--comment", "Good.")
        assert status == 0
    _, out = run(capsys, "status", SET)
    assert "ann 4 10 2 2 18" in " ".join(out.split())
    status, out = run(capsys, "feedback", SET, "pages")
    assert out.startswith("2 pages")
    assert "Good." in next(group.root.glob("pages/bo-*.html")).read_text()


@needs_sandbox
def test_regrading_says_who_moves(group, capsys):
    from tests.grading.test_regrade import HALF, STRICTER
    from tests.grading.tiny_course import write_course

    group.hand_in("bo", double=HALF)
    run(capsys, "grade", SET, "submitted", "--jobs", "1")
    write_course(group.root / "course", double=STRICTER)
    _, out = run(capsys, "grade", SET, "submitted", "--jobs", "1")
    assert "2 have results of older versions of questions: cnn-grade regrade moves them" in out
    _, out = run(capsys, "regrade", SET, "--jobs", "1", "--rehearse")
    assert out == "2 answers would be graded again, 1 would move\n  bo, ps9-double: 2 -> 2.67\n"
    _, out = run(capsys, "regrade", SET, "--jobs", "1", "--question", "ps9-double")
    assert out == "2 answers graded again, 1 moved\n  bo, ps9-double: 2 -> 2.67\n"
    _, out = run(capsys, "status", SET)
    assert "UTC: bo, ps9-double: 2 -> 2.67" in out


WRONG_WAYS = {
    "no store": (["status", SET], "there is no store grades.db: grade first"),
    "no course": (["status", SET, "--course", "none"], "course.toml"),
    "no set": (["status", "ps1"], "there is no set 'ps1'"),
    "no folder": (["grade", SET, "none"], "it should hold a folder for each student"),
    "no jobs": (["grade", SET, "submitted", "--jobs", "0"], "must be positive"),
    "no student": (["mark", SET, "zoe", "ps9-why", "1"], "zoe has no graded answer to ps9-why"),
    "no number": (
        ["mark", SET, "ann", "ps9-why", "two"],
        "points must be a number or none, got 'two'",
    ),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG_WAYS.values(), ids=WRONG_WAYS)
def test_errors_say_what_and_what_to_do(group, capsys, arguments, words):
    if arguments[0] == "mark":
        (group.root / "grades.db").touch()
    elif (group.root / "grades.db").exists():
        group.store.engine.dispose()
        (group.root / "grades.db").unlink()
    arguments = arguments if "--course" in arguments else [*arguments, "--course", "course"]
    assert main(arguments) == 1
    message = capsys.readouterr().err
    assert message.startswith("cnn-grade: ")
    assert words in message


def test_without_a_sandbox_it_refuses_unless_trusted(group, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    arguments = ["grade", SET, "submitted", "--course", "course", "--jobs", "1"]
    assert main(arguments) == 1
    assert "no sandbox: bubblewrap is not installed" in capsys.readouterr().err
    assert main([*arguments, "--trust"]) == 0
    assert "2 graded" in capsys.readouterr().out


def test_every_command_has_its_help(capsys):
    for name in ("grade", "regrade", "status", "mark", "feedback"):
        with pytest.raises(SystemExit):
            parser().parse_args([name, "--help"])
        assert "--course" in capsys.readouterr().out


def test_the_command_is_installed_under_its_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, name = project["scripts"]["cnn-grade"].partition(":")
    assert getattr(importlib.import_module(module), name) is main


def test_grading_loads_no_torch():
    code = "import cnnlib.grading.command, sys; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_it_runs_as_a_module():
    command = [sys.executable, "-m", "cnnlib.grading.command", "--help"]
    assert "regrade" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
