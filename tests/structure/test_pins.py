"""One version of everything: constraints.txt pins what pyproject.toml asks for."""

import os
import re
import tomllib
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement

from tests.structure.tree import ROOT

PINS = [
    line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")
]


def plain(name):
    """Return a package's name as pip compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned():
    """Return a dictionary from package to pinned version."""
    return {plain(name): version for name, version in (line.split("==") for line in PINS)}


def asked():
    """Return the requirements of the library and of its extras, without comments."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(name for group in extras for name in group)]


@pytest.mark.parametrize("requirement", [Requirement(line) for line in asked()], ids=str)
def test_every_requirement_is_pinned_in_its_range(requirement):
    assert requirement.specifier.contains(pinned()[plain(requirement.name)])


def test_pins_are_public_versions():
    assert not [line for line in PINS if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]


def test_the_environment_has_the_pinned_versions():
    if os.environ.get("UNPINNED") or os.environ.get("OLDEST"):
        pytest.skip("the newest or the oldest releases are being tested")
    have = {}
    for one in distributions():  # the first on the path counts: setuptools adds copies at its end
        have.setdefault(plain(one.metadata["Name"]), one.version.split("+")[0])
    other = {name: have[name] for name, pin in pinned().items() if have.get(name, pin) != pin}
    assert not other, f"run `make setup`: {other}"
