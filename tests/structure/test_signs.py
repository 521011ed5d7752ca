"""Prose has the signs of print: 3×3, not 3x3, and −3, not -3, which are those of code."""

import ast
import re

import pytest

from tests.structure.chapters import CHAPTERS, FENCED, FORMULA, notebook_cells
from tests.structure.tree import ROOT, files_in, project_files, syntax

LETTER_X = re.compile(r"(?<![\w.-])\d+ ?x ?\d+(?: ?x ?\d+)*(?![\w.])")
HYPHEN = re.compile(r"(?<![\w)\]}/.:=-])-\.?\d")
# Code, addresses and labels; after them what is left is read.
NOT_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|^\([\w-]+\)=$|^[a-z]+ = .*$", re.MULTILINE)
MARKDOWN = (".md", ".yml")
TEXTS = [p for p in project_files() if p.suffix in MARKDOWN and p.parts[0] != "data"]
QUESTIONS = [path for path in files_in(("exercises",), (".py",)) if path.name == "question.py"]


def prose(text):
    """Return a Markdown text without what is not read as words."""
    return NOT_PROSE.sub("", FENCED.sub("", text))


def texts_of(path):
    """Return the strings of a question that are shown; the first names the file."""
    strings = [node for node in ast.walk(syntax(path)) if isinstance(node, ast.Constant)]
    return [node.value for node in strings if isinstance(node.value, str) and node.lineno > 1]


def test_the_pattern_finds_sizes_and_no_code():
    assert LETTER_X.findall("a 3x3 filter, 32x32x3, 480 x 640") == ["3x3", "32x32x3", "480 x 640"]
    assert LETTER_X.findall(prose("3×3, `3x3`, [a](sec-1x1), 0x1F\n(sec-1x1)=\n")) == []


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_sizes_in_texts(path):
    assert LETTER_X.findall(prose((ROOT / path).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".md"], ids=str)
def test_negative_numbers_in_texts(path):
    text = FORMULA.sub("", prose((ROOT / path).read_text(encoding="utf-8")))
    assert HYPHEN.findall(text) == []


def test_sizes_in_questions():
    found = {str(path): LETTER_X.findall(" ".join(texts_of(path))) for path in QUESTIONS}
    assert {path: sizes for path, sizes in found.items() if sizes} == {}


def test_negative_numbers_in_questions_without_code():
    explained = [path for path in QUESTIONS if "RUBRIC" in (ROOT / path).read_text("utf-8")]
    assert len(explained) >= 8
    assert [path for path in explained if HYPHEN.search(" ".join(texts_of(path)))] == []


@pytest.mark.parametrize("path", CHAPTERS, ids=str)
def test_sizes_and_signs_in_chapters(path):
    cells = notebook_cells(path)
    texts = [prose(cell.source) for cell in cells if cell.cell_type == "markdown"]
    figures = str([cell.metadata.get("mystnb", {}) for cell in cells])
    assert LETTER_X.findall("\n".join(texts)) == []
    assert LETTER_X.findall(figures) == []
    assert HYPHEN.findall(figures) == []
