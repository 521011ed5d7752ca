"""What counts as right, and which mistake gets which reason: one function for each kind.

Each takes the items of the question, the text of the answer before its list, and the reasons, all
with their numbers filled in, and returns the key: plain values that a script compares an answer
with. A CheckError says what does not fit. Reasons are shown in the order of the list, so that
position i of `mistakes` belongs to the i-th item.
"""

import re
from itertools import pairwise

from self_check_values import CheckError

RIGHT = "**Right.**"
BOLD = re.compile(r"\A\*\*(.+?)\*\*", re.DOTALL)
ELSE = "otherwise"
FEWEST, MOST = 3, 5  # choices or lines
BARE = {"yes", "no", "true", "false", "it depends"}
BEFORE = re.compile(r"(\d+) before (\d+)")
CELL = re.compile(r"row \d+, column \d+")


def bold(text: str) -> str:
    """The bold words that begin a text, without the colon or point at their end."""
    found = BOLD.match(text)
    if found is None:
        raise CheckError(f"this must begin with the answer in bold: {text[:60]!r}")
    return found[1].strip().rstrip(":.").strip("`")


def choice_key(choices: list[str], head: str, reasons: list[str]) -> dict:
    """One reason for each choice, and one that begins with **Right.**"""
    if not FEWEST <= len(choices) <= MOST:
        raise CheckError(f"{len(choices)} choices: three to five are needed")
    if len(reasons) != len(choices):
        raise CheckError(f"{len(choices)} choices, but {len(reasons)} reasons")
    if head:
        raise CheckError(f"each reason belongs to a choice; this belongs to none: {head[:60]!r}")
    if len({*choices}) < len(choices):
        raise CheckError("two choices are the same")
    bare = [choice for choice in choices if choice.lower().rstrip(".") in BARE]
    if bare:
        raise CheckError(f"ask why, not whether: {bare[0]!r} gives no reason")
    right = [index for index, reason in enumerate(reasons) if reason.startswith(RIGHT)]
    if len(right) != 1:
        raise CheckError(f"{len(right)} reasons begin with {RIGHT}, and one must")
    return {"right": right[0]}


def values_key(head: str, reasons: list[str], read) -> dict:
    """The right value, mistakes that differ from it and from each other, and a hint at the end.

    `read` makes of a text what is compared.
    """
    right = read(bold(head))
    names = [bold(reason) for reason in reasons]
    if ELSE not in names[-1].lower():
        raise CheckError("the last item must begin with **Otherwise:** and give a hint")
    mistakes = [read(name) for name in names[:-1]]
    if not mistakes:
        raise CheckError("no mistake has a reason of its own")
    if right in mistakes:
        raise CheckError(f"{right} is the answer, so it is no mistake")
    if len({*mistakes}) < len(mistakes):
        raise CheckError(f"two mistakes give the same: {mistakes}")
    return {"right": right, "mistakes": mistakes}


def number(text: str) -> float:
    """The number that a text shows.

    >>> number("1,234"), number("−0.5"), number("3/4")
    (1234.0, -0.5, 0.75)
    """
    plain = text.replace(",", "").replace("−", "-").strip()
    above, _, below = plain.partition("/")
    try:
        return float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        raise CheckError(f"{text!r} is not a number") from None


def number_key(_items: list[str], head: str, reasons: list[str]) -> dict:
    """A value is right when it agrees with the answer in all the decimals that it shows."""
    key = values_key(head, reasons, number)
    decimals = len(bold(head).partition(".")[2])
    near = 0.5 * 10.0**-decimals if decimals else 0.0
    if any(abs(mistake - key["right"]) <= near for mistake in key["mistakes"]):
        raise CheckError(f"a mistake is as good as the answer {key['right']}: {key['mistakes']}")
    return {**key, "near": near}


def tidy(text: str) -> str:
    """A printed text without the spaces that do not matter, its minus as code writes it.

    >>> tidy("[ 1,  2 ] 3")
    '[1,2] 3'
    """
    text = " ".join(text.replace('"', "'").replace("−", "-").split())
    return re.sub(r" (?=[\]),:])", "", re.sub(r"(?<=[\[(,:]) ", "", text))


def trace_key(_items: list[str], head: str, reasons: list[str]) -> dict:
    """What is printed; the script compares it as it is, and then without brackets and commas."""
    return values_key(head, reasons, tidy)


def cell(text: str) -> str:
    """A cell of a grid in its one form."""
    if not CELL.fullmatch(text):
        raise CheckError(f"{text!r} names no cell: write place(1, 2) or row 1, column 2")
    return text


def grid_key(_items: list[str], head: str, reasons: list[str]) -> dict:
    """The cell to click."""
    return values_key(head, reasons, cell)


def order_key(lines: list[str], head: str, reasons: list[str]) -> dict:
    """The lines in their order, and a reason for each pair of neighbors."""
    if not FEWEST <= len(lines) <= MOST:
        raise CheckError(f"{len(lines)} lines: three to five are needed")
    right = [int(word) for word in re.findall(r"\d+", bold(head))]
    if sorted(right) != [*range(1, len(lines) + 1)]:
        raise CheckError(f"{right} does not order {len(lines)} lines")
    if right == sorted(right):
        raise CheckError("the lines stand in their order already")
    found = [BEFORE.fullmatch(bold(reason)) for reason in reasons]
    if not all(found):
        raise CheckError("each reason must begin like **2 before 1:**")
    pairs = [[int(match[1]), int(match[2])] for match in found]
    neighbors = [list(pair) for pair in pairwise(right)]
    if sorted(pairs) != sorted(neighbors):
        raise CheckError(f"reasons are needed for the pairs {neighbors}, and there are {pairs}")
    return {"right": right, "mistakes": pairs}


KEYS = {
    "choice": choice_key,
    "number": number_key,
    "trace": trace_key,
    "grid": grid_key,
    "order": order_key,
}
