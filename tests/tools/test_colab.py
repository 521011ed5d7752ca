"""The first cell on a machine like Colab's: packages are loaded, the library is not there.

An environment of its own sees the packages of this one, without `cnnlib`; pip installs the local
checkout into it, without a network. In `make test` the loaded NumPy is the pinned one; in
`make test OLDEST=1` it is the oldest that the course allows.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from tests.structure.tree import ROOT
from tools.normalise import notebook_rules

CHAPTER = "11_dilation.ipynb"  # few seconds, with most parts of the library and PyTorch
URL = "https://example.org/course"
LOADED = "import matplotlib.pyplot, numpy, pandas"  # what a session has before its first cell
VERSIONS = """
from importlib.metadata import version
for module in (numpy, matplotlib, pandas):
    assert module.__version__ == version(module.__name__), module.__name__
import cnnlib, sys
assert cnnlib.__file__.startswith(sys.prefix), cnnlib.__file__
"""
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads "0" as: do not isolate
    "PIP_CONFIG_FILE": "/dev/null",
    "PYTHONPATH": "",
    "OMP_NUM_THREADS": "1",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return a copy of what pip needs of this checkout: it builds inside the folder."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "cnnlib", folder / "cnnlib", ignore=leave)
    return folder


@pytest.fixture
def session(tmp_path, monkeypatch):
    """Return the folder of a fresh environment, and a function that runs cells in it."""
    home = tmp_path / "venv"
    venv.create(home)  # pip, too, is the one of this environment
    packages = next(home.glob("lib/python*/site-packages"))
    # Files that this folder names in turn, such as those of an editable cnnlib, are not read.
    (packages / "here.pth").write_text(sysconfig.get_paths()["purelib"])
    spec = tmp_path / "kernels" / "colab" / "kernel.json"
    spec.parent.mkdir(parents=True)
    launch = [str(home / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    environment = OFFLINE | {"PIP_FIND_LINKS": str(tmp_path / "wheels")}
    text = {"argv": launch, "display_name": "c", "language": "python", "env": environment}
    spec.write_text(json.dumps(text))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    (tmp_path / "wheels").mkdir()

    def run(*sources):
        notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
        resources = {"metadata": {"path": str(tmp_path)}}
        client = NotebookClient(notebook, timeout=300, kernel_name="colab", resources=resources)
        client.execute()
        return notebook

    run.folder, run.packages = tmp_path, packages
    return run


def first_cell(folder):
    """Return the first cell of a chapter, with this checkout as the address."""
    source = notebook_rules.bootstrap_source(URL)
    assert source.count(f"git+{URL}") == 2
    return source.replace(f"git+{URL}", folder.as_uri())


def add_package(session, version):
    """Put a small package `pooch` of that version before the one of this environment."""
    (session.packages / "pooch").mkdir()
    (session.packages / "pooch" / "__init__.py").write_text(f"__version__ = '{version}'\n")
    facts = session.packages / f"pooch-{version}.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: pooch\nVersion: {version}\n")
    (facts / "RECORD").write_text("pooch/__init__.py,,\n" + f"{facts.name}/METADATA,,\n")
    (facts / "top_level.txt").write_text("pooch\n")


def add_wheel(session, version):
    """Put a newer `pooch` where pip looks for packages."""
    facts = f"pooch-{version}.dist-info"
    with zipfile.ZipFile(session.folder / "wheels" / f"pooch-{version}-py3-none-any.whl", "w") as w:
        w.writestr("pooch/__init__.py", f"__version__ = '{version}'\n")
        w.writestr(f"{facts}/METADATA", f"Metadata-Version: 2.1\nName: pooch\nVersion: {version}\n")
        w.writestr(
            f"{facts}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        w.writestr(f"{facts}/RECORD", "")


def test_a_chapter_runs_beside_what_is_loaded(session, checkout):
    chapter = nbformat.read(ROOT / "chapters" / CHAPTER, as_version=4)
    code = [cell.source for cell in chapter.cells if cell.cell_type == "code"]
    assert code[0].splitlines()[:3] == first_cell(checkout).splitlines()[:3]
    session(LOADED, first_cell(checkout), VERSIONS, *code[1:])


def test_the_loaded_versions_are_kept_though_newer_ones_are_to_be_had(session, checkout):
    add_package(session, "1.8.1")
    add_wheel(session, "99.0")
    check = "import pooch; assert pooch.__version__ == version('pooch') == '1.8.1'"
    session(f"{LOADED}, pooch", first_cell(checkout), VERSIONS, check)


def test_what_is_too_old_is_replaced_and_a_new_session_asked_for(session, checkout):
    add_package(session, "0.1")
    add_wheel(session, "99.0")
    with pytest.raises(CellExecutionError, match="restart the session"):
        session(f"{LOADED}, pooch", first_cell(checkout))
    assert "pooch==0.1\n" in (session.folder / "loaded.txt").read_text()
    session(LOADED, first_cell(checkout), VERSIONS)  # the new session needs nothing more


def test_without_the_library_the_reason_is_named(session, tmp_path):
    with pytest.raises(CellExecutionError, match="was not fetched: see pip above"):
        session(LOADED, first_cell(tmp_path / "nowhere"))


def test_here_nothing_is_installed():
    """Where the library is there, the cell does nothing: it leaves no file and runs no pip."""
    source = notebook_rules.bootstrap_source(URL)
    guard, _, rest = source.partition("is None:\n")
    assert "%pip" not in guard
    assert all(line.startswith("    ") for line in rest.splitlines() if line)
    subprocess.run(
        [sys.executable, "-c", guard + "is None:\n    raise SystemExit(1)"], check=True, cwd=ROOT
    )
