"""The autograder's zip: what Gradescope looks for, all that runs, nothing that is not needed."""

import ast
import stat
import subprocess
import sys
import zipfile

import pytest

from cnnlib import questions
from cnnlib.grading.platforms.gradescope_zip import write_autograder
from tests.grading.tiny_course import write_course


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip")
    course = write_course(folder / "course")
    write_autograder(folder / "a.zip", course, "ps9_tiny", ["torch"])
    with zipfile.ZipFile(folder / "a.zip") as made:
        yield made


def test_scripts_lie_at_the_root_and_can_be_run(archive):
    for name in ("setup.sh", "run_autograder"):
        mode = archive.getinfo(name).external_attr >> 16
        assert mode & stat.S_IXUSR
        assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
        check = subprocess.run(["bash", "-n"], input=archive.read(name), check=False)
        assert check.returncode == 0


def test_it_holds_the_course_and_the_library(archive):
    names = {*archive.namelist()}
    assert "exercises/sets/ps9_tiny/double/question.py" in names
    assert "cnnlib/grading/platforms/gradescope_run.py" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("/")]
    assert b"torch" in archive.read("requirements.txt")


def test_every_package_that_is_imported_is_installed(archive):
    code = (
        "import sys; import cnnlib.grading.platforms.gradescope_run; "
        "print(*{m.split('.')[0] for m in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {*run.stdout.split()}
    assert not loaded & {"torch", "matplotlib", "sklearn", "nbgrader", "distributed"}
    installed = archive.read("requirements.txt").decode()
    modules = {"sqlalchemy", "yaml", "numpy", "tqdm", "skimage"} & loaded
    names = {"yaml": "pyyaml", "skimage": "scikit-image"}
    assert all(f"{names.get(module, module)}==" in installed for module in modules)


def test_the_same_course_makes_the_same_zip(archive, tmp_path):
    course = questions.load_course(archive.filename.rpartition("/")[0] + "/course")
    write_autograder(tmp_path / "b.zip", course, "ps9_tiny", ["torch"])
    with open(archive.filename, "rb") as first:
        assert first.read() == (tmp_path / "b.zip").read_bytes()


def test_all_of_it_is_python(archive):
    for name in archive.namelist():
        if name.endswith(".py"):
            ast.parse(archive.read(name))


def test_a_set_that_is_not_there(tmp_path):
    course = write_course(tmp_path / "course")
    with pytest.raises(KeyError, match="there is no set 'ps1'"):
        write_autograder(tmp_path / "a.zip", course, "ps1")
