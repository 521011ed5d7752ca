"""Binder finds what it needs: a Python in range, the library, the pins, an executable script."""

import os
import re
import subprocess
import tomllib

from tests.structure.tree import ROOT

BINDER = ROOT / "binder"


def project():
    """Return the project table of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_python_is_one_that_the_course_supports():
    (name, version) = (BINDER / "runtime.txt").read_text().strip().split("-")
    assert name == "python"
    assert version in ("3.11", "3.12", "3.13")


def test_requirements_install_the_library_with_its_pins():
    lines = [line for line in (BINDER / "requirements.txt").read_text().splitlines() if line]
    requirements = [line for line in lines if not line.startswith("#")]
    assert "-e ." in requirements
    (constraints,) = [line.split()[1] for line in requirements if line.startswith("-c ")]
    assert (BINDER / constraints).resolve() == ROOT / "constraints.txt"
    extras = [name for group in project()["optional-dependencies"].values() for name in group]
    known = {re.split(r"[<>=]", name)[0] for name in [*project()["dependencies"], *extras]}
    assert {line for line in requirements if not line.startswith("-")} <= known


def test_post_build_can_be_run():
    assert os.access(BINDER / "postBuild", os.X_OK)
    subprocess.run(["sh", "-n", BINDER / "postBuild"], check=True)
