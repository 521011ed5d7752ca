"""What can be counted of a chapter's form: core and more, predictions, captions, short cells.

Each rule is a function of a chapter that returns what breaks it, one line each.
"""

import re

from tests.structure import chapters as ch

VISIBLE_LINES = 10
MOST_PREDICTIONS = 10
CORE_WORDS = 3000
CORE_CELLS = 30
EXERCISES = range(5, 9)
SUMMARY_POINTS = 6
MOST_CHECKS = 2
OWN_WORK = "write-it-yourself"


def code_cells(path):
    """Return the visible code cells but the setup."""
    return [cell for cell in ch.cells(path, "code") if not ch.is_setup(cell)]


def unfit_opening(path):
    """Goals and minutes stand in the first cell, the imports are folded."""
    text = ch.notebook_cells(path)[0].source
    if "After this chapter you can" not in text:
        yield 'the first cell has no "After this chapter you can"'
    if not re.search(r"\bminutes\b", text):
        yield "the first cell names no minutes"
    for cell in ch.cells(path, "code"):
        if ch.is_setup(cell) and "hide-input" not in ch.tags(cell):
            yield f"{cell.id}: the setup is not tagged hide-input"


def asserting_cells(path):
    """Only cells that the site leaves out may assert, and they do nothing else."""
    for cell in ch.notebook_cells(path):
        if cell.cell_type != "code" or 'find_spec("cnnlib")' in cell.source:
            continue
        hidden = "remove-cell" in ch.tags(cell)
        if ch.asserts(cell) and not hidden:
            yield f"{cell.id}: a visible cell asserts; give it a proof cell tagged remove-cell"
        if hidden and not ch.asserts(cell):
            yield f"{cell.id}: tagged remove-cell, but it asserts nothing"


def long_cells(path):
    """Cells that a reader sees unfolded are short."""
    folded = set()
    solution = False
    for cell in ch.notebook_cells(path):
        starts = re.findall(r"\{solution-(start|end)\}", cell.source)
        solution = starts[-1] == "start" if starts else solution
        if solution or "hide-input" in ch.tags(cell):
            folded.add(cell.id)
    for cell in code_cells(path):
        if cell.id not in folded and ch.line_count(cell) > VISIBLE_LINES:
            yield f"{cell.id}: {ch.line_count(cell)} lines, more than {VISIBLE_LINES}"


def unsettled_predictions(path):
    """Each Predict ends its cell, and the code cell after it is the answer and shows something."""
    shown = [c for c in ch.notebook_cells(path) if "remove-cell" not in ch.tags(c)]
    for cell, following in zip(shown, [*shown[1:], None], strict=True):
        boxes = cell.cell_type == "markdown" and list(ch.PREDICT.finditer(cell.source))
        if not boxes:
            continue
        if len(boxes) > 1 or boxes[-1].end() < len(cell.source.rstrip()):
            yield f"{cell.id}: one Predict a cell, and nothing after it"
        if following is None or following.cell_type != "code":
            yield f"{cell.id}: no code cell after Predict"
        elif "answer" not in ch.tags(following):
            yield f"{following.id}: not tagged answer"
        elif not ch.shows_something(following):
            yield f"{following.id}: the answer to a prediction shows nothing"


def too_many_predictions(path):
    """At most ten a chapter, and at least one."""
    count = sum(len(ch.PREDICT.findall(cell.source)) for cell in ch.cells(path, "markdown"))
    if not 1 <= count <= MOST_PREDICTIONS:
        yield f"{count} predictions"


def answers_to_nothing(path):
    """Every run of answers follows a prediction."""
    before = None
    for cell in ch.notebook_cells(path):
        if "remove-cell" in ch.tags(cell):
            continue
        asked = before is not None and ch.PREDICT.search(before.source)
        goes_on = before is not None and "answer" in ch.tags(before)
        if "answer" in ch.tags(cell) and not (asked or goes_on):
            yield f"{cell.id}: tagged answer, but nothing was asked"
        before = cell


def bare_figures(path):
    """Figures have a caption and a name of their own."""
    names = []
    for cell in filter(ch.draws, code_cells(path)):
        figure = cell.metadata.get("mystnb", {}).get("figure", {})
        if not figure.get("caption"):
            yield f"{cell.id}: no caption"
        names.append(figure.get("name", ""))
        if not names[-1].startswith("fig-") or names.count(names[-1]) > 1:
            yield f"{cell.id}: the figure's name {names[-1]!r} is no fig-... of its own"


def unmarked_sections(path):
    """Each section begins a cell and is core or more; the four at the end are neither."""
    for cell in ch.notebook_cells(path):
        titles, marks = ch.section_headings(cell), ch.MARKS & {*ch.tags(cell)}
        if len(titles) > 1 or (titles and not re.match(r"(\([\w-]+\)=\s+)?## ", cell.source)):
            yield f"{cell.id}: a section must begin its cell: {titles}"
        if not titles and marks:
            yield f"{cell.id}: tagged {marks}, but it begins no section"
    for section in ch.sections(path)[1:]:
        if len(section.marks) != (0 if ch.is_closing(section) else 1):
            yield f"{section.title}: marked {section.marks or 'neither core nor more'}"


def unchecked_sections(path):
    """Each section of core and more ends with a cell of one or two self-checks."""
    for cell in ch.cells(path, "markdown"):
        count = len(ch.SELF_CHECK.findall(cell.source))
        if count and (count > MOST_CHECKS or ch.SELF_CHECK.sub("", cell.source).strip()):
            yield f"{cell.id}: a cell holds one or two self-checks and nothing else"
    for section in ch.sections(path)[1:]:
        last = section.cells[-1].source
        if not ch.is_closing(section) and not ch.SELF_CHECK.search(last):
            yield f"{section.title}: does not end with a self-check"


def core_too_long(path):
    """The core can be read in forty minutes."""
    core = [cell for s in ch.sections(path) if s.is_core for cell in s.cells]
    words = sum(ch.count_words(cell.source) for cell in core if cell.cell_type == "markdown")
    code = [cell for cell in core if cell.cell_type == "code"]
    count = sum(not ch.is_setup(cell) and not ch.is_explorer(cell) for cell in code)
    if words > CORE_WORDS:
        yield f"{words} words of core, more than {CORE_WORDS}"
    if count > CORE_CELLS:
        yield f"{count} code cells in the core, more than {CORE_CELLS}"


def unfit_closing(path):
    """Five to eight exercises, one from a blank cell; six points of summary."""
    text = "\n\n".join(cell.source for cell in ch.cells(path, "markdown"))
    options = ch.EXERCISE.findall(text)
    if len(options) not in EXERCISES:
        yield f"{len(options)} exercises"
    own = sum(bool(re.search(rf"^:class:.*\b{OWN_WORK}\b", o, re.MULTILINE)) for o in options)
    if own != 1:
        yield f"{own} exercises with `:class: {OWN_WORK}`, and it must be one"
    if len(re.findall(r"\{solution(?:-start)?\} ", text)) != len(options):
        yield "an exercise has no solution"
    for section in ch.sections(path):
        points = sum(len(re.findall(r"^- ", cell.source, re.MULTILINE)) for cell in section.cells)
        if section.title.startswith("Summary") and points > SUMMARY_POINTS:
            yield f"{points} points of summary, more than {SUMMARY_POINTS}"


RULES = (
    unfit_opening,
    asserting_cells,
    long_cells,
    unsettled_predictions,
    too_many_predictions,
    answers_to_nothing,
    bare_figures,
    unmarked_sections,
    unchecked_sections,
    core_too_long,
    unfit_closing,
)
