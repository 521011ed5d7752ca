"""The way out of jupyter-book: its configuration, written out, builds with Sphinx alone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("_config.yml", "references.bib", "site", "chapters/appendices")
TOC = """\
format: jb-book
root: index
chapters:
  - file: chapters/appendices/coverage
  - file: chapters/appendices/bibliography
"""
INDEX = """\
# A small book

Mathematics $y = x * w$ and a citation {cite:p}`lecun1998gradient`.
"""
# A canonical address is named, not loaded.
LOADED = re.compile(
    r"<(?:script|link(?! rel=\"canonical\")|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    (folder / "_toc.yml").write_text(TOC)
    (folder / "index.md").write_text(INDEX)
    return folder


def run(book, *command):
    environment = {**os.environ, "PYTHONPATH": str(book / "site" / "ext")}
    result = subprocess.run(
        [sys.executable, *command], cwd=book, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_sphinx_alone_builds_the_book_without_a_warning(book):
    run(book, "-c", "from jupyter_book.cli.main import main; main()", "config", "sphinx", ".")
    run(book, "-m", "sphinx", "-b", "html", "-n", "-W", "--keep-going", ".", "out")
    page = (book / "out" / "index.html").read_text()
    assert "A small book" in page
    assert 'class="math' in page
    assert "<math>" in page
    assert not [*(book / "out").rglob("*mathjax*")]
    for path in (book / "out").rglob("*.html"):
        assert not LOADED.search(path.read_text()), f"{path.name} loads from another host"
