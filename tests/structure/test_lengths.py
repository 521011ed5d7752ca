"""Files that fit in the head: at most 250 lines each, and 40 for a function."""

import ast

import pytest

from tests.structure.tree import ROOT, files_in, syntax

FOLDERS = ("cnnlib", "tools", "site", "data", "tests", "exercises")
FILE_LINES = 250
FUNCTION_LINES = 40


def body_lines(function):
    """Return the lines of a function without those of its docstring."""
    docstring = function.body[0] if ast.get_docstring(function, clean=False) else None
    words = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - words


@pytest.mark.parametrize("path", files_in(FOLDERS, (".py", ".js", ".mjs", ".css", ".sh")), ids=str)
def test_file_length(path):
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES, f"{path} has {lines} lines: split it by topic"


@pytest.mark.parametrize("path", files_in(FOLDERS, (".py",)), ids=str)
def test_function_length(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(syntax(path)) if isinstance(node, kinds)]
    long = {f.name: body_lines(f) for f in functions if body_lines(f) > FUNCTION_LINES}
    assert not long, f"{path}: functions of more than {FUNCTION_LINES} lines: {long}"


@pytest.mark.parametrize("path", files_in(FOLDERS, (".py",)), ids=str)
def test_module_docstring(path):
    lines = (ast.get_docstring(syntax(path)) or "").splitlines()
    assert path.name == "__init__.py" or 1 <= len(lines) <= 15, f"{path}: {len(lines)} lines"
    assert path.stem != "utils", "a module is named by its topic"
