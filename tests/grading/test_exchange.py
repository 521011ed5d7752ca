"""Commands that take results out, where they must refuse or leave out."""

import re
import subprocess
import sys
import urllib.request

import pytest

from cnnlib.grading.command import main
from tests.grading.class_of import SET, Class
from tests.grading.sandboxed import needs_sandbox
from tests.structure.tree import ROOT

pytestmark = needs_sandbox
ROSTER = "student_id,canvas_id,email\nann,17,ann@x.example\nbo,18,bo@x.example\ncy,19,\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = Class(tmp_path_factory.mktemp("class"))
    made.hand_in("ann")
    made.hand_in("bo", why="")
    made.grade()
    (made.root / "roster.csv").write_text(ROSTER)
    return made.root


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """A function that runs a command in the class's folder; returns status, output and error."""
    monkeypatch.chdir(folder)

    def command(name, *arguments):
        status = main([name, SET, *arguments, "--course", "course"])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def test_who_waits_for_a_person_is_left_out_and_named(run, folder):
    status, out, _ = run("export", "c.csv", "--to", "canvas", "--roster", "roster.csv")
    assert status == 0
    hint, *lines = out.splitlines()
    assert hint.startswith("without --assignment Canvas takes its assignment named 'Tiny'")
    expected = "1 scores in c.csv", "left out: ann: waits for a person"
    assert lines == [*expected, "no score, nothing written: cy"]
    rows = (folder / "c.csv").read_text().splitlines()
    assert rows[2:] == ["ann,17,,,,", "bo,18,,,,16.00", "cy,19,,,,"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "canvas"), "Canvas finds students by canvas_id"),
        (("--to", "blackboard", "--roster", "roster.csv"), "copy the heading from a downloaded"),
        (("--to", "moodle", "--roster", "roster.csv"), "name it as --worksheet"),
        (("--to", "brightspace", "--roster", "roster.csv"), "which the roster lacks for ['bo']"),
        (("--to", "canvas", "--feedback"), "no page belongs to a submission"),
        (("--to", "canvas", "--roster", "none.csv"), "none.csv"),
    ],
)
def test_refusals_say_what_to_do_and_write_nothing(run, folder, arguments, words):
    status, _, error = run("export", "out.csv", *arguments)
    assert status == 1
    assert words in error
    assert not (folder / "out.csv").exists()


def test_without_a_store(run):
    status, _, error = run("report", "r.html", "--store", "other.db")
    assert (status, "grade first" in error) == (1, True)


def test_the_zip_for_gradescope(run, folder):
    status, out, _ = run("gradescope", "a.zip", "--package", "torch")
    assert (status, (folder / "a.zip").is_file()) == (0, True)
    assert "Configure Autograder" in out


def test_review_serves_until_it_is_stopped(folder):
    command = [sys.executable, "-m", "cnnlib.grading.command", "review", SET]
    options = {"cwd": folder, "env": {"PYTHONPATH": str(ROOT)}, "text": True}
    more = ["--course", "course", "--grader", "ada"]
    process = subprocess.Popen([*command, *more], stdout=subprocess.PIPE, **options)
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+/", process.stdout.readline())[0]
        with urllib.request.urlopen(address, timeout=10) as reply:
            assert b"<h1>Review</h1>" in reply.read()
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_nothing_to_review(run, folder):
    run("mark", "ann", "ps9-why", "2")
    status, out, _ = run("status")
    assert status == 0
    assert "need a person" not in out
