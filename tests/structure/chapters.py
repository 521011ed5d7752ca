"""The chapters as the tests of their form see them: cells, tags, sections, boxes."""

import ast
import re
from dataclasses import dataclass, field
from functools import cache

import nbformat

from tests.structure.tree import ROOT, files_in

CHAPTERS = [p for p in files_in(("chapters",), (".ipynb",)) if re.match(r"\d\d_", p.name)]
CLOSING = ("Pitfalls", "Summary", "Practice", "Further reading")
MARKS = {"core", "more"}

FENCED = re.compile(r"^(`{3,})[^`].*?^\1\s*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
PREDICT = re.compile(r"^(:{3,})\{admonition\} Predict\n:class: predict\n.*?^\1$", re.M | re.S)
SELF_CHECK = re.compile(r"^(:{4,})\{admonition\} Check yourself\n.*?^\1$", re.M | re.S)
EXERCISE = re.compile(r"^`{3,}\{exercise\}.*?\n((?::[\w-]+:.*\n)*)", re.MULTILINE)
NOT_WORDS = re.compile(r"^\([\w-]+\)=$|^:{3,}.*$|^:[\w-]+:.*$|^\|[-:| ]+\|$", re.MULTILINE)
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL)


@dataclass
class Section:
    """What stands between two `##` headings; the opening has the title ""."""

    title: str
    marks: set
    cells: list = field(default_factory=list)

    @property
    def is_core(self):
        """Whether it is read in the first forty minutes: the opening is."""
        return not self.title or "core" in self.marks


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


@cache
def notebook_cells(path):
    """Return all cells of a chapter."""
    return nbformat.read(ROOT / path, as_version=4).cells


@cache
def cells(path, kind):
    """Return the cells of one kind that a reader of the site sees."""
    found = [c for c in notebook_cells(path) if c.cell_type == kind]
    return [cell for cell in found if "remove-cell" not in tags(cell)]


def is_setup(cell):
    """Tell whether a code cell is the one with the imports."""
    return "notebook.start(" in cell.source


def is_explorer(cell):
    """Tell whether a code cell is one call of a class: an interactive figure, no code to read."""
    return re.fullmatch(r"[A-Z]\w+\([^\n]*\)", cell.source.strip()) is not None


def unfenced(text):
    """Return a text without its code, exercises and other blocks in backticks."""
    return FENCED.sub("", text)


def headings(path, level):
    """Return the headings of one level."""
    text = unfenced("\n\n".join(cell.source for cell in cells(path, "markdown")))
    return re.findall(rf"^{'#' * level} (.+)$", text, re.MULTILINE)


def section_headings(cell):
    """Return the `##` headings of a markdown cell."""
    return HEADING.findall(unfenced(cell.source)) if cell.cell_type == "markdown" else []


def sections(path):
    """Return the sections of a chapter, the opening first."""
    found = [Section("", set())]
    for cell in notebook_cells(path):
        if "remove-cell" in tags(cell):
            continue
        for title in section_headings(cell):
            found.append(Section(title, MARKS & {*tags(cell)}))
        found[-1].cells.append(cell)
    return found


def is_closing(section):
    """Tell whether a section is one of the four at the end."""
    return section.title.startswith(CLOSING)


def count_words(text):
    """Return the number of words that are read: a formula is one, code and directives are none.

    Self-checks are not read but answered: their words do not count.
    """
    text = unfenced(SELF_CHECK.sub("", text))
    text = FORMULA.sub(" formula ", NOT_WORDS.sub("", text))
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def line_count(cell):
    """Return the number of lines that hold something."""
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def draws(cell):
    """Tell whether a cell's stored output was a figure."""
    texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return any(text.startswith("<Figure size") for text in texts)


def shows_explorer(cell):
    """Tell whether a cell's stored output was an interactive figure."""
    texts = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
    return any(text.startswith("<cnn-") for text in texts)


def asserts(cell):
    """Tell whether a code cell holds an `assert` statement."""
    lines = [line for line in cell.source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    return any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse("\n".join(lines))))


def shows_something(cell):
    """Tell whether a code cell has an output."""
    return any(output.output_type != "error" for output in cell.outputs)
