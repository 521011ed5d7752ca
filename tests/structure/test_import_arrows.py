"""Imports inside cnnlib point one way, and the operators stay free of heavy packages."""

import ast
import subprocess
import sys

import pytest

from tests.structure.tree import library, syntax

# Part of cnnlib -> the other parts that it may import.
ARROWS = {
    "arrays": (),
    "integers": (),
    "shapes": ("integers",),
    "ops": ("arrays", "integers", "shapes"),
    "gradcheck": ("arrays", "shapes", "ops"),
    "receptive_field": ("arrays", "shapes", "ops", "specs", "tables"),
    "specs": ("shapes", "tables"),
    "plotting": ("arrays", "integers"),
    "datasets": (
        "arrays",
        "integers",
    ),
    "tables": ("integers",),
    "notebook": ("plotting",),
    "explorers": ("shapes", "ops", "specs", "receptive_field", "datasets", "detection"),
    "training": ("arrays", "integers", "datasets"),
    "models": ("shapes", "ops", "specs", "datasets", "training"),
    "inspection": ("arrays", "integers", "shapes", "receptive_field", "training"),
    "detection": ("integers", "shapes", "ops", "models", "training"),
    "questions": ("checks",),
    "grading": ("checks", "questions", "plotting", "tables"),
    "checks": ("shapes", "ops", "detection"),
    "numpy_nets": ("integers", "shapes", "ops", "specs"),
}
# Heavy package -> the only parts, or single modules, that may import it.
HEAVY = {
    "torch": (
        "cnnlib.datasets.loaders",
        "cnnlib.numpy_nets.tracing",
        "training",
        "models",
        "inspection",
        "detection",
    ),
    "matplotlib": ("plotting",),
}
LIGHT = ("cnnlib.shapes", "cnnlib.ops", "cnnlib.gradcheck")
QUICK = (*LIGHT, "cnnlib.checks", "cnnlib.detection")  # may call a heavy package, but load none


def part_of(module):
    """Return the part of cnnlib that a module belongs to, or "" for the package itself."""
    return module.split(".")[1] if "." in module else ""


def imported(module):
    """Return the full names that a module imports, also those inside its functions."""
    names = set()
    for node in ast.walk(syntax(library()[module])):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively: write the full name"
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                names.add(submodule if submodule in library() else node.module)
    return names


def reachable(module):
    """Return all that importing a module can load, outside packages by their first name."""
    seen, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in library():
            waiting += imported(name)
    return {name if name in library() else name.split(".")[0] for name in seen}


@pytest.mark.parametrize("module", library())
def test_imports_follow_the_arrows(module):
    part = part_of(module)
    allowed = {part, *ARROWS.get(part, ())}
    targets = {part_of(name) for name in imported(module) if name in library()}
    assert targets <= allowed, f"{module} imports {targets - allowed}, allowed {allowed}"


def test_every_part_has_its_arrows():
    parts = {part_of(module) for module in library()} - {""}
    assert parts <= {*ARROWS}, "name the new part in ARROWS and in CONTRIBUTING.md"


def test_the_arrows_have_no_cycle():
    placed = set()
    while len(placed) < len(ARROWS):
        free = {part for part, targets in ARROWS.items() if {*targets} <= placed} - placed
        assert free, f"a cycle among {ARROWS.keys() - placed}"
        placed |= free


@pytest.mark.parametrize("module", library())
def test_no_module_reaches_itself(module):
    reached = set().union(*(reachable(name) for name in imported(module)))
    assert module not in reached, f"{module} is imported by what it imports"


@pytest.mark.parametrize("module", library())
def test_heavy_packages_stay_in_their_parts(module):
    outside = {name.split(".")[0] for name in imported(module)}
    for package, parts in HEAVY.items():
        allowed = module in parts or part_of(module) in parts
        assert package not in outside or allowed, f"{module} imports {package}"


@pytest.mark.parametrize("module", [name for name in LIGHT if name in library()])
def test_operators_reach_no_heavy_package(module):
    assert not reachable(module) & {*HEAVY, "scipy", "sklearn", "PIL", "IPython"}


@pytest.mark.parametrize("module", [name for name in QUICK if name in library()])
def test_quick_imports_load_no_heavy_package(module):
    code = f"import {module}, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert not loaded & {*HEAVY, "scipy", "skimage", "sklearn", "PIL", "IPython"}
