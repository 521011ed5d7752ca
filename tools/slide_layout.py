"""Blocks become slides: as many as fit, in their order, a question with its answer.

What leads to something (a sentence with a colon, code before its output) stands with it on one
slide where both fit, and so does an answer with its question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from slide_blocks import Block
from slide_heights import GAP, TEXT_LINE, room_below

SHORT = 3 * TEXT_LINE + 2 * GAP
MOST_TEXTS = 4  # on one slide: more would be read, not heard


@dataclass
class Slide:
    """A heading and blocks."""

    heading: str
    section: str = ""  # above the heading of a part of a section
    blocks: list[Block] = field(default_factory=list)


def height(blocks: Iterable[Block]) -> float:
    """Pixels of blocks one below the other."""
    return sum(block.height + GAP for block in blocks)


def fits(blocks: list[Block], room: float) -> bool:
    """Whether blocks make one slide with so many pixels."""
    texts = [block for block in blocks if block.kind == "text" and not block.waits]
    pictures = [block for block in blocks if block.kind in ("figure", "explorer")]
    return height(blocks) <= room and len(texts) <= MOST_TEXTS and len(pictures) <= 1


def groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Runs of blocks that belong together."""
    group: list[Block] = []
    for block in blocks:
        if group and not group[-1].leads and not (block.waits and group[0].kind == "predict"):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def packed(blocks: Iterable[Block], room: float) -> Iterator[list[Block]]:
    """The blocks of one slide after the other."""
    current: list[Block] = []
    for group in groups(blocks):
        parts = [group] if fits(group, room) else [[block] for block in group]
        for part in parts:
            if is_answered(current) and fits(current + part, room) and is_short(part):
                part = [replace(block, waits=2) for block in part]
            starts = bool(current) and current[-1].waits > part[0].waits
            starts |= part[0].kind == "predict" and not is_short(current)
            starts |= part[0].continues
            if current and (starts or not fits(current + part, room)):
                yield current
                current = []
            current = current + part
    if current:
        yield current


def joined(runs: Iterable[list[Block]], room: float) -> list[list[Block]]:
    """The slides without those that hold little: it goes before a figure or after it."""
    found: list[list[Block]] = []
    for run in runs:
        before = found[-1] if found else []
        if before and (is_little(before) or is_little(run)) and can_join(before, run, room):
            found[-1] = before + run
        else:
            found.append(run)
    return found


def can_join(before: list[Block], run: list[Block], room: float) -> bool:
    """Whether two slides fit one, with smaller figures, and no answer is shown too early."""
    questions = [block for block in before + run if block.waits or block.kind == "predict"]
    spare = sum(block.spare for block in before + run)
    return not questions and fits(before + run, room + spare)


def is_little(blocks: list[Block]) -> bool:
    """Whether blocks need no slide of their own: few lines of text or code."""
    kinds = {block.kind for block in blocks}
    return kinds <= {"text", "code"} and height(blocks) <= SHORT


def filled(run: list[Block], room: float) -> list[Block]:
    """A slide that holds little shows its paragraphs whole."""
    if not is_little(run):
        return run
    whole = [
        replace(block, html=block.whole, height=block.whole_height) if block.whole else block
        for block in run
    ]
    return whole if height(whole) <= room else run


def is_answered(blocks: list[Block]) -> bool:
    """Whether a question and the whole of its answer stand on a slide."""
    return bool(blocks) and blocks[-1].waits == 1


def is_short(blocks: list[Block]) -> bool:
    """Whether there is not more than a text or two, which need no slide of their own."""
    return all(block.kind == "text" for block in blocks) and height(blocks) <= SHORT


def spoken(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that are shown; what is only said goes to the one before."""
    shown: list[Block] = []
    for block in blocks:
        if block.kind != "silent":
            shown.append(block)
        elif shown:
            shown[-1].notes += block.notes
    return shown


def without_wait(run: list[Block]) -> list[Block]:
    """A slide that begins with an answer shows it: the step to the slide was the key press."""
    return [replace(block, waits=0) for block in run] if run[0].waits else run


def slides(heading: str, blocks: Iterable[Block], section: str = "") -> Iterator[Slide]:
    """The slides of a section or of a part of it."""
    room = room_below(heading, section)
    for run in joined(map(without_wait, packed(spoken(blocks), room)), room):
        yield Slide(heading, section, filled(run, room))
