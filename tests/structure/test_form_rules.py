"""The rules of the form hold in every chapter, and each rule can be broken."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.structure import chapters, form_rules

every_rule = pytest.mark.parametrize("rule", form_rules.RULES, ids=lambda rule: rule.__name__)
PREDICT = ":::{admonition} Predict\n:class: predict\nHow many?\n:::"
CHECK = "::::{admonition} Check yourself\n:class: self-check number\n\nHow many?\n::::"
FIGURE = {"text/plain": "<Figure size 640x480 with 1 Axes>"}
CAPTIONED = {"figure": {"caption": "Three windows.", "name": "fig-windows"}}


@every_rule
@pytest.mark.parametrize("path", chapters.CHAPTERS, ids=str)
def test_chapter_keeps_the_rule(path, rule):
    found = list(rule(path))
    assert not found, "\n".join([f"{path}: {rule.__doc__}", *found])


def text(source, *tags):
    """Return a markdown cell."""
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source, *tags, data=None, mystnb=None):
    """Return a code cell, with an output unless `data` is empty."""
    data = {"text/plain": "1"} if data is None else data
    outputs = [new_output("display_data", data=data)] if data else []
    metadata = {"tags": list(tags), "mystnb": mystnb or {}}
    return new_code_cell(source, outputs=outputs, metadata=metadata)


def exercise(number, *options):
    """Return an exercise with its solution."""
    label = f"ex-{number}"
    head = "\n".join([f"```{{exercise}} Title\n:label: {label}", *options])
    return text(f"{head}\n\nCount.\n```\n\n```{{solution}} {label}\n:class: dropdown\n3\n```")


def chapter(**changes):
    """Return the cells of a small chapter in form, some of them exchanged."""
    parts = {
        "title": [text("# Count\n\nAfter this chapter you can\n\n- count.\n\nPlan 40 minutes.")],
        "setup": [code("import numpy\nnotebook.start()", "hide-input")],
        "core": [text(f"(sec-strip)=\n## Strip\n\n{PREDICT}", "core")],
        "answer": [code("print(3)", "answer")],
        "proof": [code("assert 3", "remove-cell", data={})],
        "check": [text(CHECK)],
        "more": [text("## Beyond", "more")],
        "figure": [code("draw()", data=FIGURE, mystnb=CAPTIONED)],
        "other checks": [text(f"{CHECK}\n\n{CHECK}")],
        "pitfalls": [text("## Pitfalls")],
        "summary": [text("## Summary\n\n- Three windows fit.")],
        "practice": [text("## Practice questions"), *map(exercise, range(4))],
        "own": [exercise(9, ":class: write-it-yourself")],
        "reading": [text("## Further reading")],
    }
    return [cell for part in (parts | changes).values() for cell in part]


@pytest.fixture
def write(tmp_path):
    """Write cells to a notebook; return its path."""

    def written(cells):
        path = tmp_path / "99_count.ipynb"
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return written


@every_rule
def test_the_sample_keeps_every_rule(write, rule):
    assert list(rule(write(chapter()))) == []


LONG = "\n".join(f"a = {n}" for n in range(11))
BROKEN = {
    "no goals": (form_rules.unfit_opening, {"title": [text("# Count\n\nPlan 40 minutes.")]}),
    "no minutes": (form_rules.unfit_opening, {"title": [text("# C\nAfter this chapter you can")]}),
    "open imports": (form_rules.unfit_opening, {"setup": [code("notebook.start()")]}),
    "assert": (form_rules.asserting_cells, {"figure": [code("if True:\n    assert 3")]}),
    "hidden": (form_rules.asserting_cells, {"proof": [code("a = 3", "remove-cell")]}),
    "long": (form_rules.long_cells, {"figure": [code(LONG)]}),
    "no answer": (form_rules.unsettled_predictions, {"answer": [code("print(3)")]}),
    "silent": (form_rules.unsettled_predictions, {"answer": [code("3", "answer", data={})]}),
    "told": (form_rules.unsettled_predictions, {"answer": [text("Three.")]}),
    "text between": (
        form_rules.unsettled_predictions,
        {"core": [text(f"## Strip\n\n{PREDICT}\n\nNow count.", "core")]},
    ),
    "none asked": (form_rules.too_many_predictions, {"core": [text("## Strip", "core")]}),
    "many asked": (form_rules.too_many_predictions, {"more": [text(PREDICT) for _ in range(10)]}),
    "unasked": (form_rules.answers_to_nothing, {"figure": [code("draw()", "answer")]}),
    "no caption": (form_rules.bare_figures, {"figure": [code("draw()", data=FIGURE)]}),
    "no mark": (form_rules.unmarked_sections, {"more": [text("## Beyond")]}),
    "both marks": (form_rules.unmarked_sections, {"more": [text("## Beyond", "core", "more")]}),
    "core pitfalls": (form_rules.unmarked_sections, {"pitfalls": [text("## Pitfalls", "core")]}),
    "late section": (form_rules.unmarked_sections, {"more": [text("So.\n\n## Beyond", "more")]}),
    "no section": (form_rules.unmarked_sections, {"more": [text("### Beyond", "more")]}),
    "unchecked": (form_rules.unchecked_sections, {"check": []}),
    "many checks": (form_rules.unchecked_sections, {"check": [text(f"{CHECK}\n\n" * 3)]}),
    "talk": (form_rules.unchecked_sections, {"check": [text(f"Now you.\n\n{CHECK}")]}),
    "wordy": (form_rules.core_too_long, {"core": [text("## Strip\n\n" + "so " * 3000, "core")]}),
    "much code": (form_rules.core_too_long, {"answer": [code("print(3)") for _ in range(31)]}),
    "few exercises": (form_rules.unfit_closing, {"practice": [text("## Practice questions")]}),
    "nothing to write": (form_rules.unfit_closing, {"own": [exercise(9)]}),
    "long summary": (form_rules.unfit_closing, {"summary": [text("## Summary\n" + "\n- a" * 7)]}),
    "no solution": (
        form_rules.unfit_closing,
        {"own": [text("```{exercise} T\n:label: a\n:class: write-it-yourself\n\nWrite.\n```")]},
    ),
}


@pytest.mark.parametrize(("rule", "changes"), BROKEN.values(), ids=BROKEN)
def test_what_breaks_a_rule_is_named(write, rule, changes):
    assert list(rule(write(chapter(**changes))))


def test_every_rule_is_broken_once():
    assert {rule for rule, _ in BROKEN.values()} == {*form_rules.RULES}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One two three.", 3),
        ("With $a + b = c$ we count\n\n$$\nx^2\n$$ (eq-a)\n", 6),
        (":::{admonition} Predict\n:class: predict\nHow many?\n:::", 2),
        (f"Two words.\n\n{CHECK}\n", 2),
        ("(sec-a)=\n## Two words\n\n```python\nnot these\n```", 2),
    ],
)
def test_words_are_counted_as_they_are_read(source, words):
    assert chapters.count_words(source) == words


def test_code_in_a_solution_and_folded_code_may_be_longer(write):
    start, end = text("```{solution-start} ex-0\n```"), text("```{solution-end}\n```")
    cells = chapter(reading=[start, code(LONG), end, code(LONG, "hide-input")])
    assert list(form_rules.long_cells(write(cells))) == []
