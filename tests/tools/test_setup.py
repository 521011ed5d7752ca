"""Set-up: what a missing tool, a full disk or a missing network says. Nothing is installed here."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_TOOLS = (
    *("awk", "cat", "chmod", "cksum", "dirname", "df"),
    *("grep", "mkdir", "rm", "sed", "sh", "tail"),
)

# Answers the three questions that setup.sh asks of an interpreter; -m venv copies it to .venv.
PYTHON = """#!/bin/sh
case "$*" in
    --version) echo "Python {version}" ;;
    *version_info*) exit {out_of_range} ;;
    *ensurepip*) exit {without_venv} ;;
    "-m venv .venv")
        mkdir -p .venv/bin && cat "$0" >.venv/bin/python && cat "$0" >.venv/bin/pip &&
        chmod +x .venv/bin/* && echo "command = -m venv $(pwd)/.venv" >.venv/pyvenv.cfg ;;
    tools/oldest.py) printf '{oldest}\\n' ;;
    *"pip"*) echo "pip $*" >>pip.log; echo "{pip_says}"; exit {pip_fails} ;;
esac
"""


@pytest.fixture
def course(tmp_path):
    """Return a folder, with spaces in its name, that holds what setup.sh reads."""
    folder = tmp_path / "my course"
    (folder / "tools").mkdir(parents=True)
    for name in ("tools/setup.sh", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    for tool in SYSTEM_TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return folder


def add_command(course, name, script):
    """Put an executable on the path that setup.sh sees."""
    command = course.parent / "bin" / name
    command.unlink(missing_ok=True)
    command.write_text(script)
    command.chmod(0o755)


def add_python(course, name="python3", version="3.12.1", **answers):
    """Put an interpreter on the path that setup.sh sees."""
    defaults = {"out_of_range": 0, "without_venv": 0, "pip_says": "done", "pip_fails": 0}
    defaults["oldest"] = ""
    add_command(course, name, PYTHON.format(version=version, **(defaults | answers)))


def set_up(course, **environment):
    """Run setup.sh with nothing but the fake commands on the path."""
    return subprocess.run(
        ["sh", "tools/setup.sh"],
        cwd=course,
        env={"PATH": str(course.parent / "bin"), **environment},
        capture_output=True,
        text=True,
    )


def pip_calls(course):
    """Return the command lines that pip was called with."""
    log = course / "pip.log"
    return log.read_text().splitlines() if log.exists() else []


def test_no_python_names_the_versions_and_the_package(course):
    result = set_up(course)
    assert result.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13 and found no python3" in result.stderr
    assert "apt-get install python3 python3-venv" in result.stderr


def test_old_python_is_named(course):
    add_python(course, version="3.9.2", out_of_range=1)
    result = set_up(course)
    assert result.returncode == 1
    assert "found Python 3.9.2" in result.stderr
    assert not (course / ".venv").exists()


def test_a_second_python_in_range_is_taken(course):
    add_python(course, version="3.9.2", out_of_range=1)
    add_python(course, name="python3.12", version="3.12.1")
    result = set_up(course)
    assert result.returncode == 0, result.stderr
    assert "Making .venv with Python 3.12.1" in result.stdout


def test_missing_venv_module_names_the_package(course):
    add_python(course, without_venv=1)
    result = set_up(course)
    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr


def test_little_space_is_found_before_anything_is_made(course):
    add_python(course)
    add_command(course, "df", "#!/bin/sh\necho Filesystem\necho /dev/x 1 1 204800 99% /\n")
    result = set_up(course)
    assert result.returncode == 1
    assert "200 MB free and the packages need 3000 MB" in result.stderr
    assert not (course / ".venv").exists()


@pytest.mark.parametrize(
    ("pip_says", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full: make room in"),
        ("Failed ... NewConnectionError ... refused", "connect to the network, then repeat"),
        ("ERROR: No matching distribution (from versions: none)", "connect to the network"),
        ("ERROR: something else", "pip failed, see the lines above"),
    ],
)
def test_pip_failure_is_explained_and_its_last_lines_shown(course, pip_says, sentence):
    add_python(course, pip_says=pip_says, pip_fails=1)
    result = set_up(course)
    assert result.returncode == 1
    assert pip_says in result.stderr
    assert sentence in result.stderr.splitlines()[-1]
    assert not (course / ".venv" / ".complete").exists()


def test_torch_comes_first_and_only_it_asks_the_other_index(course):
    add_python(course)
    assert set_up(course).returncode == 0
    torch, rest = pip_calls(course)
    assert "--no-deps --extra-index-url https://" in torch
    assert "torch==" in torch
    assert "-c constraints.txt -e .[book,exercises,grading,test]" in rest
    assert "index-url" not in rest


def test_second_run_does_nothing_until_a_pin_changes(course):
    add_python(course)
    set_up(course)
    quiet = set_up(course)
    assert (quiet.returncode, quiet.stdout, len(pip_calls(course))) == (0, "", 2)
    with (course / "constraints.txt").open("a") as pins:
        pins.write("left-pad==1.0\n")
    again = set_up(course)
    assert "Making .venv" not in again.stdout
    assert len(pip_calls(course)) == 4


def test_failed_installation_is_taken_up_again(course):
    add_python(course, pip_fails=1)
    set_up(course)
    shutil.rmtree(course / ".venv")
    add_python(course)
    assert set_up(course).returncode == 0
    assert (course / ".venv" / ".complete").exists()


def test_moved_folder_gets_a_new_environment(course):
    add_python(course)
    set_up(course)
    moved = course.with_name("elsewhere")
    os.rename(course, moved)
    assert "Making .venv" in set_up(moved).stdout


def test_newest_releases_on_request(course):
    add_python(course)
    set_up(course, UNPINNED="1")
    assert not any("constraints.txt" in call or "torch==" in call for call in pip_calls(course))


def test_oldest_releases_on_request(course):
    shutil.copy(ROOT / "tools" / "oldest.py", course / "tools" / "oldest.py")
    add_python(course, oldest="numpy==2.0\\ntorch==2.3")
    assert set_up(course, OLDEST="1").returncode == 0
    torch, rest = pip_calls(course)
    assert "torch==2.3" in torch
    assert "-c .venv/oldest.txt" in rest
    assert (course / ".venv" / "oldest.txt").read_text() == "numpy==2.0\ntorch==2.3\n"
