"""Every public function of cnnlib says what it takes and what it returns, in numpydoc form.

Public is what a package lists in ``__all__``, and all of a module that stands alone.
The parts inside a package that only its neighbors call carry a docstring of any form.
"""

import ast
import re

import pytest

from tests.structure.tree import library, syntax

# Parts whose functions each show one example; doctest runs it.
WITH_EXAMPLE = (
    "cnnlib.shapes",
    "cnnlib.ops",
    "cnnlib.gradcheck",
    "cnnlib.receptive_field",
    "cnnlib.detection",
    "cnnlib.checks",
)
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def exported(package):
    """Return the names that a package's ``__init__`` lists in ``__all__``."""
    for node in syntax(library()[package]).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "__all__":
            return ast.literal_eval(node.value)
    return []


def functions(public):
    """Yield module names and syntax nodes of the functions that are public, or only inner."""
    for module, path in library().items():
        package = module.rpartition(".")[0]
        api = exported(package) if package not in ("", "cnnlib") else None
        for node in syntax(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                is_public = api is None or node.name in api
                if is_public == public:
                    yield pytest.param(module, node, id=f"{module}.{node.name}")


def parameters(function):
    """Return the names of the parameters, without stars."""
    a = function.args
    every = [*a.posonlyargs, *a.args, a.vararg, *a.kwonlyargs, a.kwarg]
    return [argument.arg for argument in every if argument]


def sections(docstring):
    """Return a dictionary from title to text of the numpydoc sections."""
    pieces = SECTION.split(docstring)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def described(section):
    """Return the names that a Parameters section describes: its lines without indentation."""
    heads = [line.split(" : ")[0] for line in section.splitlines() if re.match(r"[*\w]", line)]
    return {name.strip(" *") for head in heads for name in head.split(",")}


def model_of(module, function):
    """Return the function whose parameters and results this one shares, by its own words."""
    words = re.search(r"Takes and returns what `(\w+)` does", ast.get_docstring(function) or "")
    twins = [node for node in syntax(library()[module]).body if isinstance(node, ast.FunctionDef)]
    return next((twin for twin in twins if words and twin.name == words[1]), None)


def returns_value(function):
    """Tell whether a function gives something back, nested functions aside."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.Return)) and node.value is not None:
            return True
        waiting += ast.iter_child_nodes(node)
    return False


@pytest.mark.parametrize(("module", "function"), list(functions(public=True)))
def test_numpydoc(module, function):
    docstring = ast.get_docstring(function) or ""
    model = model_of(module, function)
    if model:
        assert {*parameters(function)} <= {*parameters(model)}, f"not those of {model.name}"
    else:
        found = sections(docstring)
        names = described(found.get("Parameters", ""))
        assert names == {*parameters(function)}, "Parameters and signature differ"
        assert not returns_value(function) or {"Returns", "Yields"} & {*found}, "no Returns"
    if module.startswith(WITH_EXAMPLE):
        assert ">>> " in docstring, "no example"


@pytest.mark.parametrize(("module", "function"), list(functions(public=False)))
def test_inner_function_has_a_docstring(module, function):
    assert ast.get_docstring(function), f"{module}.{function.name}"
