"""What does not belong in the repository: built files, machine paths, registry addresses."""

import re
from pathlib import Path

import pytest

from tests.structure.tree import ROOT, project_files

BUILT = {".pyc", ".pyo", ".so", ".whl", ".egg", ".zip", ".gz", ".pdf", ".log", ".pt", ".pth"}
BUILT_FOLDERS = {"_build", "__pycache__", "node_modules", ".ipynb_checkpoints", ".venv"}
LARGEST_FILE = 1.5e6  # bytes
NOTEBOOK_FOLDERS = ("chapters", "exercises")
# Written in pieces, so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?<![\w.}/-])/(?:" + "home|root|Users|work|mnt" + r")/\w")
REGISTRY = re.compile("pypi" + r"\.org|python" + r"hosted\.org|npm" + r"js\.|whl" + "/cpu")
MAY_NAME_TORCH_INDEX = {Path("tools/setup.sh"), Path("binder/requirements.txt")}


def text_of(path):
    """Return the text of a file, or "" if it is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_built_files():
    built = [p for p in project_files() if p.suffix in BUILT or {*p.parts} & BUILT_FOLDERS]
    assert not built


def test_files_are_small():
    sizes = {str(path): (ROOT / path).stat().st_size for path in project_files()}
    assert not {path: size for path, size in sizes.items() if size > LARGEST_FILE}


def test_notebooks_lie_in_their_folders():
    notebooks = [path for path in project_files() if path.suffix == ".ipynb"]
    assert not [path for path in notebooks if path.parts[0] not in NOTEBOOK_FOLDERS]


@pytest.mark.parametrize("path", project_files(), ids=str)
def test_no_machine_paths_or_registries(path):
    text = text_of(path)
    assert not MACHINE_PATH.findall(text)
    assert path in MAY_NAME_TORCH_INDEX or not REGISTRY.findall(text)


@pytest.mark.parametrize("path", project_files(), ids=str)
def test_text_files_end_with_one_newline_and_hold_no_carriage_returns(path):
    text = text_of(path)
    assert "\r" not in text
    assert not text or text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_repository_address_stands_in_one_place():
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    address = re.search(r"^repository:\n +url: (\S+)$", config, re.MULTILINE)[1]
    holders = [p for p in project_files() if p.suffix != ".ipynb" and address in text_of(p)]
    assert holders == [Path("_config.yml")]
