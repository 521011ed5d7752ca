"""A small book with one chapter in the second form, built by Sphinx for the tests of the form."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (
    *("_config.yml", "references.bib", "site"),
    *("chapters/appendices/bibliography.md", "chapters/progress.md"),
)
TOC = """\
format: jb-book
root: index
parts:
  - caption: Foundations
    numbered: 2
    chapters:
      - file: chapters/01_count
  - caption: Ways in
    chapters:
      - file: chapters/progress
  - caption: Appendices
    chapters:
      - file: chapters/appendices/bibliography
"""
INDEX = "# A small book\n\nIt has one chapter in form, {numref}`fig-count-bars` is in it.\n"
OPENING = "# Count\n\nHow many windows fit into a strip of seven places, and which see the border?"
FORMULA = (
    r"z_{a, b} = \sum_{i=0}^{k_h-1} \sum_{j=0}^{k_w-1} x_{as+i, bs+j} \cdot w_{i, j} + b + c + m"
)
CORE = f"""\
(sec-count-strip)=
## Count them

A strip, drawn in {{numref}}`fig-count-bars`.

$$
{FORMULA}
$$ (eq-count-long)

:::{{admonition}} Predict
:class: predict
How many windows?
:::
"""
DRAW = "import matplotlib.pyplot as plt\n_ = plt.figure(figsize=(4, 1)).add_subplot().bar([0], [3])"
READING = "Three windows, and {eq}`eq-count-long` says why.\n\n- one point\n- another"
MORE = "(sec-count-more)=\n## Count more\n\nThis is beyond the core.\n\n### Details\n\nFew ask."
HTML_TABLE = """\
print("a printed line of eighty columns, " * 2 + "and its end")
cells = "".join(f"<th>{'parameters' + str(n)}</th>" for n in range(12))
from IPython.display import HTML
HTML(f"<table><thead><tr>{cells}</tr></thead></table>")"""
ERROR = 'print("groups 1\\nValueError: " + "these channels do not fit " * 8)'
LINK = "## Summary\n\nBack to {ref}`the details <sec-count-details>` and [more](sec-count-more)."
FIGURE = {
    "figure": {"caption": "Three **bars** of $s = 1$.", "name": "fig-count-bars"},
    "image": {"alt": "One bar of height 3 over the place 0."},
}


def html(page):
    """Return a parsed page."""
    return BeautifulSoup(page, "html.parser")


def text(source, *tags):
    """Return a markdown cell with tags."""
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source, *tags, **metadata):
    """Return a code cell with tags."""
    return new_code_cell(source, metadata={"tags": list(tags), **metadata})


def chapter():
    """Return the cells of the chapter."""
    more = MORE.replace("### Details", "(sec-count-details)=\n### Details")
    return [
        text(OPENING),
        text(CORE, "core"),
        code(DRAW, "answer", mystnb=FIGURE),
        code("assert 3 == 3", "remove-cell"),
        text(READING, "answer"),
        text("After the answer."),
        code(ERROR),
        text(more, "more"),
        code(HTML_TABLE),
        text(LINK),
    ]


def notebook(cells):
    """Return a notebook of cells."""
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernelspec})


def build(folder, cells=None, index=INDEX):
    """Write and build the book, with other cells in its chapter; return the folder of its pages."""
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    (folder / "_toc.yml").write_text(TOC)
    (folder / "index.md").write_text(index)
    nbformat.write(notebook(cells or chapter()), folder / "chapters/01_count.ipynb")
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    command = "from jupyter_book.cli.main import main; main()"
    arguments = ["build", ".", "-W", "--keep-going", "-n"]
    result = subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "_build/html"
