"""What a notebook depends on: the course's modules that it imports, read from the source.

Nothing is imported or run. `import` statements are found with `ast`, wherever they stand, and
followed through the packages of the repository (`cnnlib`, `data`). A module brings along the
files beside it that are not Python (the JavaScript of an explorer, a weight file).
"""

import ast
import hashlib
import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

PACKAGES = ("cnnlib", "data")  # whose files a chapter can depend on
CODE_FENCE = "```{code-cell}"


def notebook_code(path: Path) -> str | None:
    """The Python of all code cells of a notebook (.ipynb, or MyST .md), None for other pages."""
    text = path.read_text(encoding="utf8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        return "\n".join(
            plain_python("".join(c["source"])) for c in cells if c["cell_type"] == "code"
        )
    if "kernelspec:" not in text.partition("\n---")[0]:
        return None
    blocks = [block.partition("\n```")[0] for block in text.split(CODE_FENCE)[1:]]
    return "\n".join(plain_python(_without_options(block)) for block in blocks)


def plain_python(cell: str) -> str:
    """The cell as plain Python: `%magic` and `!command` become function calls."""
    if "%" not in cell and "!" not in cell:
        return cell
    from IPython.core.inputtransformer2 import TransformerManager  # slow: only where it is needed

    return TransformerManager().transform_cell(cell)


def _without_options(block: str) -> str:
    """A code cell of MyST markdown without the language, `:option:` lines and YAML options."""
    lines = block.split("\n")[1:]
    if lines and lines[0] == "---":
        lines = lines[lines.index("---", 1) + 1 :]
    return "\n".join(line for line in lines if not line.startswith(":"))


@lru_cache(maxsize=1024)  # chapters share most modules, and reading one takes 3 ms
def imported_names(code: str, package: str = "") -> frozenset[str]:
    """Dotted names that the code imports; `from a import b` gives both `a` and `a.b`.

    `package` is the dotted package that relative imports start from.

    >>> sorted(imported_names("from cnnlib.ops import conv2d"))
    ['cnnlib.ops', 'cnnlib.ops.conv2d']
    >>> sorted(imported_names("from .conv import conv2d", package="cnnlib.ops"))
    ['cnnlib.ops.conv', 'cnnlib.ops.conv.conv2d']
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".") if node.level else []
            kept = parents[: len(parents) - node.level + 1]
            base = ".".join([*kept, node.module] if node.module else kept)
            names.add(base)
            names.update(f"{base}.{alias.name}" for alias in node.names)
    return frozenset(names)


def module_files(name: str, root: Path) -> Iterator[tuple[str, Path]]:
    """(dotted package of the module, file) for a module and for every package above it."""
    parts = name.split(".")
    for depth in range(1, len(parts) + 1):
        folder, dotted = root.joinpath(*parts[:depth]), ".".join(parts[:depth])
        if (folder / "__init__.py").is_file():
            yield dotted, folder / "__init__.py"
        elif folder.with_suffix(".py").is_file():
            yield ".".join(parts[: depth - 1]), folder.with_suffix(".py")


def imported_files(code: str, root: Path) -> set[Path]:
    """Files of the repository that the code imports, directly or through other modules."""
    found: set[Path] = set()
    names: set[str] = set()
    todo = [("", code)]
    while todo:
        package, text = todo.pop()
        new = imported_names(text, package) - names
        names |= new
        for name in new:
            if name.partition(".")[0] not in PACKAGES:
                continue
            for owner, file in module_files(name, root):
                if file not in found:
                    found.add(file)
                    todo.append((owner, file.read_text(encoding="utf8")))
    folders = {file.parent for file in found}
    return found | {asset for folder in folders for asset in _assets_in(folder)}


def _assets_in(folder: Path) -> list[Path]:
    return [p for p in folder.iterdir() if p.suffix not in (".py", ".md") and p.is_file()]


def _data_files(root: Path) -> list[Path]:
    files = (root / "data").rglob("*")
    return [p for p in files if p.is_file() and "__pycache__" not in p.parts and p.suffix != ".md"]


def fingerprint(code: str, root: Path) -> str:
    """Hash of all that can change what the code prints or draws, as 16 hexadecimal digits.

    Parameters
    ----------
    code : str
        Python of one notebook. Its own text is not hashed: jupyter-cache does that.
    root : Path
        The repository, with `cnnlib/`, `data/` and `constraints.txt`.
    """
    digest = hashlib.sha256(f"Python {sys.version_info[:2]}".encode())
    files = {*imported_files(code, root), *_data_files(root), root / "constraints.txt"}
    for file in sorted(p for p in files if p.is_file()):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
