"""The tests lie where the code lies: cnnlib/ops/conv.py is tested by tests/ops/test_conv*.py."""

import ast

import pytest

from tests.conftest import LONG
from tests.structure.tree import ROOT, files_in, syntax

MODULES = [path for path in files_in(("cnnlib",), (".py",)) if path.name != "__init__.py"]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_module_has_its_tests(path):
    folder = ROOT.joinpath("tests", *path.parts[1:-1])
    assert [*folder.glob(f"test_{path.stem}*.py")], f"no {folder.name}/test_{path.stem}*.py"


@pytest.mark.parametrize("path", files_in(("tests",), (".py",)), ids=str)
def test_test_file_has_tests(path):
    names = [node.name for node in ast.walk(syntax(path)) if isinstance(node, ast.FunctionDef)]
    if path.name.startswith("test_"):
        assert any(name.startswith("test_") for name in names), f"{path} tests nothing"


@pytest.mark.parametrize("path", LONG)
def test_what_starts_first_is_there(path):
    assert (ROOT / path).is_file()
