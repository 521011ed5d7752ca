"""A submission in Gradescope's folders becomes results that fit its specification."""

import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

import jsonschema
import pytest

from cnnlib.grading.platforms.gradescope_run import student_of
from cnnlib.grading.platforms.gradescope_zip import write_autograder
from tests.grading.class_of import SHARED, WRONG
from tests.grading.sandboxed import needs_sandbox
from tests.grading.tiny_course import hand_in, solutions, write_course

VISIBLE = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
NUMBER, TEXT = {"type": "number"}, {"type": "string"}
TEST = {
    "score": NUMBER,
    "max_score": NUMBER,
    "status": {"enum": ["passed", "failed"]},
    "name": TEXT,
    "number": TEXT,
    "output": TEXT,
    "output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
    "tags": {"type": "array", "items": TEXT},
    "visibility": VISIBLE,
    "extra_data": {"type": "object"},
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
    "properties": {
        "score": NUMBER,
        "execution_time": NUMBER,
        "output": TEXT,
        "output_format": TEST["output_format"],
        "visibility": VISIBLE,
        "stdout_visibility": VISIBLE,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": False, "properties": TEST},
        },
        "leaderboard": {"type": "array"},
    },
}
METADATA = {
    "id": 1,
    "created_at": "2026-10-05T12:00:00.000000-07:00",
    "users": [{"email": "li@uni.example", "id": 7, "name": "Ann Li"}],
}


@pytest.fixture
def container(tmp_path):
    """Gradescope's folders as they are when a submission comes; returns the root."""
    course = write_course(tmp_path / "course")
    write_autograder(tmp_path / "a.zip", course, "ps9_tiny")
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "submission").mkdir()
    (root / "submission_metadata.json").write_text(json.dumps(METADATA))
    return root


def right(root):
    return solutions(write_course(root.parent / "course"), SHARED)


def results(root, **variables):
    """Run the autograder as Gradescope does; return what it wrote."""
    env = {**os.environ, "AUTOGRADER": str(root), "PYTHON": sys.executable, **variables}
    command = ["bash", str(root / "run_autograder")]
    run = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, SCHEMA)
    return found


@needs_sandbox
def test_points_and_reasons(container):
    sources = right(container) | {"ps9-double": WRONG}
    path = hand_in(container / "elsewhere", "li", sources)
    path.rename(container / "submission" / "my work.ipynb")
    found = results(container)
    assert found["score"] == 12
    assert [(t["score"], t["max_score"], t["status"]) for t in found["tests"]] == [
        (0, 4, "failed"),
        (10, 10, "passed"),
        (2, 2, "passed"),
    ]
    assert "You multiply by itself." in found["tests"][0]["output"]
    assert "Graded by a person, later: Why." in found["output"]


@needs_sandbox
def test_hidden_answers_stay_hidden_and_forged_results_do_not_count(container):
    forging = (
        "import json, os\n"
        f"for place in ('{container}/results', '/autograder/results'):\n"
        "    try:\n"
        "        os.makedirs(place, exist_ok=True)\n"
        "        open(place + '/results.json', 'w').write(json.dumps({'score': 999}))\n"
        "    except OSError:\n"
        "        pass\n"
        "def double(x):\n"
        "    return x * 0\n"
    )
    path = hand_in(container / "elsewhere", "li", right(container) | {"ps9-double": forging})
    path.rename(container / "submission" / "x.ipynb")
    found = results(container)
    assert found["score"] == 12
    assert not Path("/autograder").exists()
    hidden = found["tests"][0]["output"].partition("hidden")[2]
    assert "expected" not in hidden


@needs_sandbox
@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "There is no notebook in your submission: upload ps9_tiny.ipynb."),
        ({"x.txt": "hello"}, "There is no notebook"),
        ({"x.ipynb": "{"}, "it is no notebook"),
    ],
)
def test_what_cannot_be_graded_is_said(container, files, words):
    for name, text in files.items():
        (container / "submission" / name).write_text(text)
    found = results(container)
    assert found["score"] == 0
    assert words in found["output"]


def bare_path(folder):
    """Return a folder for PATH that holds no bubblewrap."""
    nothing = folder / "bin"
    nothing.mkdir()
    for name in ("bash", "env"):
        (nothing / name).symlink_to(shutil.which(name))
    return nothing


def test_without_a_sandbox_it_refuses(container, tmp_path):
    hand_in(container / "submission", "li", right(container))
    found = results(container, PATH=str(bare_path(tmp_path)))
    assert found["score"] == 0
    assert found["output"].startswith("Tell your instructor")
    assert "tests" not in found


def test_who_handed_in(tmp_path):
    path = tmp_path / "m.json"
    path.write_text(json.dumps(METADATA))
    student, when = student_of(path)
    assert (student, when.utcoffset().total_seconds()) == ("li@uni.example", -7 * 3600)
    path.write_text(json.dumps({"users": [{"email": "b@x.example"}, {"email": "a@x.example"}]}))
    assert student_of(path) == ("a@x.example", None)
    assert student_of(tmp_path / "none.json") == ("somebody", None)


def system_python(folder):
    """Return a Python with our packages that any user may read, or None."""
    packages = sysconfig.get_path("purelib")
    found = Path("/usr/bin/python3")
    check = [found, "-c", "import sys; print(*sys.version_info[:2])"]
    if not found.exists() or not os.stat(packages).st_mode & stat.S_IROTH:
        return None
    if subprocess.check_output(check, text=True).split() != [*map(str, sys.version_info[:2])]:
        return None
    subprocess.run([found, "-m", "venv", "--without-pip", folder], check=True)
    [own] = folder.glob("lib/python3*/site-packages")
    (own / "ours.pth").write_text(f"{packages}\n")
    return folder / "bin" / "python"


def test_in_a_trusted_container_code_runs_as_nobody(container, tmp_path):
    if os.geteuid():
        pytest.skip("only root can become another user, as in Gradescope's container")
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders are closed to others
        os.chmod(place, 0o755)
        python = system_python(Path(place, "venv"))
        if python is None:
            pytest.skip("the system has no Python of this version that other users may read")
        root = shutil.move(container, place)
        for path in Path(root, "source").rglob("*"):
            path.chmod(0o700)
        config = Path(root, "source", "config.json")
        config.write_text(json.dumps({"set_id": "ps9_tiny", "is_container_trusted": True}))
        secret = Path(root, "source", "exercises", "sets", "ps9_tiny", "double", "question.py")
        code = (
            "import os, subprocess\n"
            f"command = 'sleep 60; touch {place}/late'\n"
            "subprocess.Popen(['sh', '-c', command], start_new_session=True)\n"
            "def double(x):\n"
            f"    return 2 * x if os.getuid() and not os.access('{secret}', os.R_OK) else 0 * x\n"
        )
        sources = right(container) | {"ps9-double": code}
        path = hand_in(tmp_path / "elsewhere", "li", sources)
        shutil.copy(path, Path(root, "submission"))
        nothing = bare_path(tmp_path)
        found = results(Path(root), PATH=str(nothing), PYTHON=str(python))
        assert found["score"] == 16
        assert f"{place}/late".encode() not in processes()


def processes():
    """Return the command lines of all processes that there are."""
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, check=True).stdout
