"""Source code as a row of marks, one for each node of its syntax tree.

Names that the author chose are left out of a mark and kept beside it, so that renaming changes
nothing; layout, comments, docstrings, type hints and needless parentheses leave no mark.
"""

import ast
import builtins
import re
from dataclasses import dataclass

MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)  # IPython's commands
MOST_BROKEN_LINES = 30
BUILT_IN = frozenset(dir(builtins))
# Nodes without meaning of their own: contexts, and wrappers whose children say it all.
UNREAD = ("annotation", "returns", "type_comment", "decorator_list")
SILENT = (ast.Load, ast.Store, ast.Del, ast.Module, ast.Expr, ast.arguments)


@dataclass(frozen=True, slots=True)
class Mark:
    """One node.

    Attributes
    ----------
    kind : str
        Class of the node with what the author did not choose, such as an operator or attribute.
    name : str
        A name that the author chose, or "".
    line, last_line : int
        Where it stands, from 1.
    """

    kind: str
    name: str
    line: int
    last_line: int


def marks(source: str) -> list[Mark]:
    r"""Read source code; lines that are no Python are passed over.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of Mark

    Examples
    --------
    >>> one = marks("def f(a):\n    return a + 1")
    >>> other = marks("def g( b ) : # sum\n    return (b+1)")
    >>> [mark.kind for mark in one] == [mark.kind for mark in other]
    True
    """
    tree = parsed(MAGIC.sub("", source))
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return _walk(tree, BUILT_IN | imported | {"np", "torch", "plt"})


def parsed(source: str) -> ast.Module:
    """Parse source code, with lines blanked out that Python stumbles over."""
    lines = source.split("\n")
    for _ in range(MOST_BROKEN_LINES):
        try:
            return ast.parse("\n".join(lines))
        except SyntaxError as error:
            # An unclosed bracket is reported where it opens, or at the end.
            place = min(max((error.lineno or 1) - 1, 0), len(lines) - 1)
            while place > 0 and not lines[place].strip():
                place -= 1
            lines[place] = _pass_for(lines[place])
        except (ValueError, RecursionError, MemoryError):  # NUL characters, absurd nesting
            break
    return ast.Module([], [])


def _pass_for(line: str) -> str:
    """Return a line that does nothing at the same indentation; blank if it is one already."""
    indentation = line[: len(line) - len(line.lstrip())]
    return "" if line.strip() == "pass" else f"{indentation}pass"


def _is_docstring(node) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text and isinstance(node.value.value, str)


def _walk(tree, fixed) -> list[Mark]:
    """Return the marks of a tree in the order of its source; nesting may be of any depth."""
    found = []
    waiting = [(tree, 1)]
    while waiting:
        node, line = waiting.pop()
        if _is_docstring(node) or isinstance(node, ast.Pass):
            continue
        line = getattr(node, "lineno", line)
        if not isinstance(node, SILENT):
            kind, name = _described(node, fixed)
            found.append(Mark(kind, name, line, getattr(node, "end_lineno", None) or line))
        waiting += [(child, line) for child in reversed(_children(node))]
    return found


def _children(node) -> list[ast.AST]:
    """Return what a node is made of, without type hints and decorators."""
    fields = [value for field, value in ast.iter_fields(node) if field not in UNREAD]
    parts = [part for value in fields for part in (value if isinstance(value, list) else [value])]
    return [part for part in parts if isinstance(part, ast.AST)]


def _described(node, fixed) -> tuple[str, str]:
    """Return a node's kind and the name in it that the author chose."""
    kind = type(node).__name__
    match node:
        case ast.AnnAssign():
            return "Assign", ""
        case ast.Name(id=name):
            return (f"Name {name}", "") if name in fixed else ("Name", name)
        case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return kind, name
        case ast.Attribute(attr=name) | ast.keyword(arg=name) | ast.alias(name=name):
            return f"{kind} {name}", ""
        case ast.Constant(value=str()):
            return "Constant str", ""
        case ast.Constant(value=value):
            return f"Constant {value!r}", ""
    return kind, ""
