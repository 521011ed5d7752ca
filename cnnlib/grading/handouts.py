"""Tell whether a student was handed what is graded: the numbers of a question, as drawn here.

A course that changed since, another seed, or a forgotten ``--own-numbers`` would mark right answers
as wrong.  What a notebook says is no evidence against anybody, so it is a hint for a person.
"""

import re

from cnnlib.grading.problem import Problem

NUMBER = re.compile(r"\d+(?:\.\d+)?")
ADVICE = (
    "grade with the version and seed of the course that handed it out, see whether --own-numbers "
    "fits, or whether the student changed them"
)


def other_numbers(submission, reading, plan):
    """Return the problem of a notebook whose questions have other numbers than are graded, or None.

    Parameters
    ----------
    submission : Submission
    reading : Reading
        Of its notebook.
    plan : Plan

    Returns
    -------
    Problem or None
    """
    seed = plan.variant_seed(submission.student_id)
    asked = {q: reading.asked[q.id] for q in plan.questions if q.id in reading.asked}
    other = [question.id for question, cells in asked.items() if _differs(question, seed, cells)]
    if not other:
        return None
    what = f"{', '.join(other)}: the notebook gives other numbers than are graded"
    return Problem(submission.label, what, ADVICE)


def _differs(question, seed, cells):
    """Tell whether text or given code lack the numbers that were drawn for them."""
    variant = question.variant(seed)
    drawn = {"text": variant.text, "given": variant.given}
    return any(not _holds(source, drawn[kind]) for kind, source in cells.items())


def _holds(source, drawn):
    """Tell whether the numbers of one text stand in another, in a row."""
    found, wanted = NUMBER.findall(source), NUMBER.findall(drawn)
    places = range(len(found) - len(wanted) + 1)
    return any(found[place : place + len(wanted)] == wanted for place in places)
