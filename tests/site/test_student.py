"""The notebooks for students of the built site: complete, plain, and they run as they stand."""

import ast
import builtins
import re
from functools import cache

import nbformat
import pytest
import yaml

from tests.browser_fixtures import HTML, ROOT, missing
from tools import student
from tools.student_links import Site, site_address
from tools.student_markdown import Plain

EXECUTED = HTML.parent / "jupyter_execute"
CHAPTERS = sorted(path.relative_to(ROOT) for path in (ROOT / "chapters").rglob("*.ipynb"))
KNOWN = {*dir(builtins), "get_ipython", "__name__"}

every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=str)


@cache
def site():
    """The built site."""
    if not (HTML / "index.html").is_file():
        missing("the site is not built: run `make book` first")
    repository = yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["url"]
    return Site(HTML, site_address(repository), ROOT / "references.bib"), repository


@cache
def made(path, solutions):
    """A student's notebook; the conversion itself refuses what is left of MyST."""
    built, repository = site()
    chapter = nbformat.read(ROOT / path, as_version=4)
    executed = nbformat.read(EXECUTED / path, as_version=4)
    return student.student_notebook(
        chapter, executed, Plain(built, path.as_posix(), repository), solutions
    )


@every_chapter
def test_every_figure_is_there(path):
    figures = [
        output.data
        for cell in made(path, solutions=True).cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.get("data", {}).get("text/plain", "").startswith("<Figure size")
    ]
    assert all("image/png" in data for data in figures)


@every_chapter
@pytest.mark.parametrize("solutions", [True, False], ids=["with", "without"])
def test_no_cell_needs_what_was_left_out(path, solutions):
    """Names that a cell uses are made by a cell of the same notebook: proofs are not there."""
    code = [cell for cell in made(path, solutions).cells if cell.cell_type == "code"]
    trees = [ast.parse(plain_python(cell.source)) for cell in code]
    made_names = {name for tree in trees for name in stored(tree)} | KNOWN
    needed = {node.id for tree in trees for node in ast.walk(tree) if is_load(node)}
    assert needed <= made_names


def plain_python(source):
    """The source, with a statement in the place of each magic."""
    return re.sub(r"^( *)%.*$", r"\1pass", source, flags=re.MULTILINE)


def is_load(node):
    """Whether a node reads a name."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def stored(tree):
    """Names that a cell makes, in any scope."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
