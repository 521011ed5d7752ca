"""The files of the project, as git sees them, for the tests of its structure."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = (".git", ".venv", "_build", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis")


@cache
def project_files():
    """Return the paths, relative to the root, of all files that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        paths = [Path(name) for name in listed.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # a download without git
        paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        paths = [p for p in paths if not {*NOT_OURS} & {*p.parts} and ".egg-info" not in str(p)]
    return sorted(path for path in paths if (ROOT / path).is_file())


def files_in(folders, suffixes):
    """Return the project's files below one of the folders, with one of the suffixes."""
    return [p for p in project_files() if p.parts[0] in folders and p.suffix in suffixes]


def module_name(path):
    """Return the dotted name under which a file of cnnlib is imported."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def syntax(path):
    """Return the syntax tree of a Python file."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def library():
    """Return a dictionary from module name to path for all of cnnlib."""
    return {module_name(path): path for path in files_in(("cnnlib",), (".py",))}
