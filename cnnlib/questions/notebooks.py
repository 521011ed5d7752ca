"""Notebooks of a problem set, in nbgrader's form: to hand out, with solutions, and its source.

A solution cell is followed by a locked cell that calls the public checks, so that a run under
stock nbgrader gives points, too.
"""

from cnnlib.questions.cells import checks_source, code, markdown
from cnnlib.questions.source import literal

SETUP = "import numpy as np\n\nfrom cnnlib import checks"
NOTHING_WRITTEN = "YOUR ANSWER HERE"  # in the cell of a text
KINDS = {
    "function": "write a function",
    "predict": "predict a number, then check it",
    "trace": "read code",
    "mend": "find the fault",
    "explain": "explain in words",
    "experiment": "a small experiment",
}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(problem_set, seed, form="release", titles=None, first_cell=None):
    """Make a notebook of a problem set, as plain dictionaries that ``json.dump`` writes.

    Parameters
    ----------
    problem_set : ProblemSet
    seed : int
        From `seed_of`.
    form : {"release", "solution", "source"}
        To hand out; solved; or nbgrader's source, with marks around the solutions.
    titles : dict of str to str, optional
        From `section_titles`.
    first_cell : str, optional
        Code that stands first, as what fetches the library on Colab.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If `form` is unknown.
    """
    if form not in ("release", "solution", "source"):
        raise ValueError(f'form must be "release", "solution" or "source", got {form!r}')
    cells = [markdown("title", _title(problem_set))]
    if first_cell:
        cells.append(code("colab", first_cell, hidden=True))
    cells.append(code("setup", SETUP))
    for number, question in enumerate(problem_set.questions, start=1):
        cells += question_cells(question, question.variant(seed), number, form, titles or {})
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def question_cells(question, variant, number, form, titles):
    """Return the cells of one question: text, given code, solution, checks."""
    name = question.id
    cells = [markdown(f"{name}-text", _heading(question, variant, number, titles), locked=True)]
    if variant.given:
        cells.append(code(f"{name}-given", variant.given, locked=True))
    if question.kind == "explain":
        answer = NOTHING_WRITTEN if form != "solution" else variant.examples[0][1]
        cells.append(markdown(name, answer, solution=True, grade=True, points=question.points))
        return cells
    shown = {"release": variant.starter, "solution": variant.solution, "source": variant.marked}
    cells.append(code(name, shown[form], solution=True))
    source = checks_source(question, variant)
    cells.append(
        code(f"{name}-check", source, grade=True, locked=True, points=question.points, hidden=True)
    )
    return cells


def _title(problem_set):
    count = len(problem_set.questions)
    return (
        f"# {problem_set.title}\n\n"
        f"{count} questions, {problem_set.points} points, about {problem_set.minutes} minutes.\n"
        "Write into the cells marked `# YOUR CODE HERE` and leave the others as they are.\n"
        "The cell after each answer checks it at once; run it as often as you like.\n"
        "Each answer is graded by itself, with NumPy as `np`: "
        "keep what it needs in its own cell, and use no `cnnlib` there."
    )


def _heading(question, variant, number, titles):
    taught = titles.get(question.section)
    facts = [KINDS[question.kind], f"difficulty {question.difficulty} of 3"]
    facts += [f"{question.minutes} minutes", f"{question.points} points"]
    if taught:
        facts.append(f"taught in {taught}")
    return f"## {number}. {question.title}\n\n*{' · '.join(facts)}*\n\n{variant.text}"


def answers_of(problem_set, seed):
    """List the answers of the questions whose answer is a variable.

    Parameters
    ----------
    problem_set : ProblemSet
    seed : int

    Returns
    -------
    dict of str to str
        From the question's id to its answer as source.
    """
    variables = [question for question in problem_set.questions if question.is_variable]
    return {q.id: literal(q.variant(seed).cases(0)[0].expected) for q in variables}
