"""Which cell of which notebook proves which item of the syllabus.

A cell claims an item by its tag: `syllabus-2.10`. It proves it by an `assert`, or by drawing the
figure that the item asks for, which shows in the figure's alternative text. Pure functions over
files; Sphinx comes in with `course_coverage`.
"""

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from course_imports import plain_python

SYLLABUS = Path(__file__).resolve().parents[1] / "syllabus.yml"
TAG = "syllabus-"
TITLE = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """One item of the syllabus: its id, its title, the chapter that teaches it."""

    id: str
    title: str
    chapter: str


@dataclass(frozen=True)
class Claim:
    """A cell that claims an item: its index, what it asserts, what it draws."""

    item: str
    cell: int
    assertions: tuple[str, ...]
    alt: str

    @property
    def is_proof(self) -> bool:
        """Whether the cell asserts or draws anything."""
        return bool(self.assertions or self.alt)


def read_syllabus(path: Path = SYLLABUS) -> list[Item]:
    """All items, in order."""
    chapters = yaml.safe_load(path.read_text(encoding="utf8"))
    return [
        Item(id, title, chapter["file"])
        for chapter in chapters
        for id, title in chapter["items"].items()
    ]


def chapter_number(file: str) -> int:
    """Number that a chapter's file name begins with.

    >>> chapter_number("chapters/02_convolution")
    2
    """
    return int(Path(file).name.partition("_")[0])


def sort_key(id: str) -> tuple[int, ...]:
    """2.10 comes after 2.9.

    >>> sorted(["2.10", "2.9"], key=sort_key)
    ['2.9', '2.10']
    """
    return tuple(int(part) for part in id.split("."))


def assertions(code: str) -> tuple[str, ...]:
    """What the `assert` statements of a cell test, each on one line.

    >>> assertions("y = f(x)\\nassert y.shape == (3, 3), 'size'")
    ('y.shape == (3, 3)',)
    """
    tree = ast.parse(plain_python(code))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    return tuple(ast.unparse(node.test) for node in sorted(found, key=lambda node: node.lineno))


def read_claims(path: Path) -> list[Claim]:
    """All claims of a notebook, in the order of its cells."""
    claims = []
    for index, cell in enumerate(json.loads(path.read_text(encoding="utf8"))["cells"]):
        tags = [tag for tag in cell["metadata"].get("tags", []) if tag.startswith(TAG)]
        if not tags:
            continue
        is_code = cell["cell_type"] == "code"
        tested = assertions("".join(cell["source"])) if is_code else ()
        alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
        claims += [Claim(tag.removeprefix(TAG), index, tested, alt) for tag in tags]
    return claims


def faults(claims: list[Claim], chapter: str, items: list[Item]) -> list[str]:
    """What is wrong with the claims of one chapter, a sentence each."""
    own = {item.id for item in items if item.chapter == chapter}
    everywhere = {item.id for item in items}
    found = []
    for claim in claims:
        where = f"cell {claim.cell + 1} claims {claim.item}"
        if claim.item not in everywhere:
            found.append(f"{where}, which is not in the syllabus")
        elif claim.item not in own:
            found.append(f"{where}, an item of another chapter")
        elif not claim.is_proof:
            found.append(f"{where}, but asserts nothing and draws nothing with alt text")
    proved = {claim.item for claim in claims if claim.is_proof}
    found += [f"no cell proves {id}" for id in sorted(own - proved, key=sort_key)]
    return found


def chapter_title(path: Path) -> str:
    """The first heading of a notebook, without markup."""
    cells = json.loads(path.read_text(encoding="utf8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    match = TITLE.search(text)
    return match[1].replace("`", "") if match else path.stem
