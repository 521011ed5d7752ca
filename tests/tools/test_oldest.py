"""Constraints for the oldest releases follow the lower bounds, and nothing else."""

import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.structure.tree import ROOT
from tools.oldest import oldest


def test_every_requirement_of_the_library_gets_its_lower_bound():
    printed = subprocess.run(
        [sys.executable, ROOT / "tools" / "oldest.py"], capture_output=True, text=True, check=True
    ).stdout.split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(printed) == len(project["dependencies"])
    for line, asked in zip(printed, map(Requirement, project["dependencies"]), strict=True):
        name, version = line.split("==")
        assert name == asked.name
        assert asked.specifier.contains(version)
        assert f">={version}" in str(asked.specifier)


@pytest.mark.parametrize("requirement", ["numpy", "numpy<3", "numpy==2.0"])
def test_a_requirement_without_lower_bound_is_named(requirement):
    with pytest.raises(ValueError, match=f"'{requirement}' has no lower bound"):
        oldest([requirement])
