"""Read and validate the self-checks in the Markdown of a cell.

A self-check is an admonition "Check yourself" with the question and, inside of it, a folded
admonition "Answer". Its class says of which kind it is; CONTRIBUTING.md describes the form of
each. Expressions between double braces are computed first, then what they gave is validated.
"""

import re
from dataclasses import dataclass

import numpy as np
from self_check_keys import KEYS
from self_check_values import CheckError, filled, namespace, run

TITLE = "Check yourself"
BOX = re.compile(rf"^(:{{4,}})\{{admonition\}} {TITLE}\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
FOLD = re.compile(
    r"^:::\{admonition\} Answer\n:class: dropdown\n(.*?)^:::[ ]*$", re.MULTILINE | re.DOTALL
)
CLASS = re.compile(r"\A:class: self-check (\w+)\n")
CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^(?:-|\d+\.) +", re.MULTILINE)
TABLE_ROW = re.compile(r"^\|(.+)\|\s*$", re.MULTILINE)
SHORTEST_REASON = 3  # words; fewer name a mistake but explain nothing


@dataclass(frozen=True)
class Check:
    """A self-check with its numbers filled in."""

    kind: str
    question: str
    answer: str
    key: dict  # what a script compares a reader's answer with

    @property
    def head(self) -> str:
        """The text of the answer before its list."""
        return self.answer[: first_item(self.answer)].strip()


def first_item(text: str) -> int:
    """Where the list of a text begins; its end if there is none."""
    found = ITEM.search(text)
    return found.start() if found else len(text)


def items(text: str) -> list[str]:
    """The items of the list that ends a text.

    >>> items("Which?\\n\\n1. One\\n   or two.\\n2. Three.")
    ['One\\n   or two.', 'Three.']
    """
    return [item.strip() for item in ITEM.split(text[first_item(text) :])[1:]]


def read(inside: str) -> Check:
    """The self-check inside of a box; a CheckError says what is wrong with it."""
    kind = CLASS.match(inside)
    if kind is None or kind[1] not in KEYS:
        raise CheckError(f"`:class: self-check KIND` must follow, KIND one of {', '.join(KEYS)}")
    body = inside[kind.end() :]
    folds = list(FOLD.finditer(body))
    if len(folds) != 1 or body[folds[0].end() :].strip():
        raise CheckError("one `:::{admonition} Answer` with `:class: dropdown` must end it")
    question, answer = body[: folds[0].start()].strip(), folds[0][1].strip()
    if "?" not in CODE.sub("", question):
        raise CheckError("it asks nothing: no question mark")
    names = namespace(question + answer, **given(kind[1], question))
    question, answer = filled(question, names), filled(answer, names)
    if kind[1] != "choice" and not ITEM.search(answer):
        raise CheckError("the answer has no list of mistakes")
    head, reasons = answer[: first_item(answer)].strip(), items(answer)
    for reason in reasons:
        require_words(reason)
    return Check(kind[1], question, answer, KEYS[kind[1]](items(question), head, reasons))


def require_words(reason: str) -> None:
    """A reason says why; a CheckError quotes one that does not."""
    said = re.sub(r"\A\*\*.+?\*\*", "", reason)
    if len(re.findall(r"[^\W\d_]{2,}", said)) < SHORTEST_REASON:
        raise CheckError(f"this gives no reason: {reason!r}")


def given(kind: str, question: str) -> dict:
    """The names that a question gives to its own answer."""
    if kind == "grid":
        return {"grid": table(question)}
    if kind == "trace":
        codes = CODE.findall(question)
        if len(codes) != 1:
            raise CheckError("a trace asks about one block of Python")
        return {"printed": run(codes[0])}
    return {}


def table(question: str) -> np.ndarray:
    """The numbers of a table whose first row and first column count rows and columns from 0."""
    rows = [[cell.strip() for cell in row.split("|")] for row in TABLE_ROW.findall(question)]
    if len(rows) < 3:
        raise CheckError("a grid needs a table: a heading, a rule, and rows")
    heading, _, *body = rows
    width = len(heading) - 1
    counted = heading[1:] == [str(column) for column in range(width)]
    if not counted or [row[0] for row in body] != [str(row) for row in range(len(body))]:
        raise CheckError("the first row and the first column of the table must count from 0")
    if any(len(row) != width + 1 for row in body):
        raise CheckError("the rows of the table differ in length")
    return np.array([[float(cell.replace("−", "-")) for cell in row[1:]] for row in body])


def checks(text: str) -> list[Check]:
    """All self-checks of a text."""
    return [read(box[2]) for box in BOX.finditer(text)]


def filled_boxes(text: str, write) -> str:
    """The text with each box as `write(fence, check)` returns it.

    Parameters
    ----------
    text : str
        Markdown of a cell.
    write : callable
        Takes the colons that fence the box, and the `Check`.
    """
    return BOX.sub(lambda box: write(box[1], read(box[2])), text)


def plain_box(fence: str, check: Check, *classes: str) -> str:
    """The box again, with its numbers."""
    names = " ".join(["self-check", check.kind, *classes])
    head = f"{fence}{{admonition}} {TITLE}\n:class: {names}\n\n{check.question}\n\n"
    return f"{head}:::{{admonition}} Answer\n:class: dropdown\n\n{check.answer}\n:::\n{fence}"
