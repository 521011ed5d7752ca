"""Cells of a notebook, with the metadata of nbgrader's schema 3."""

from cnnlib.checks import seal
from cnnlib.questions.source import literal

LONGEST_HINT = 600  # characters of source


def markdown(name, text, **marks):
    """Return a cell of text."""
    return {
        "cell_type": "markdown",
        "id": name[:64],
        "metadata": _metadata(name, "markdown", **marks),
        "source": text,
    }


def code(name, source, **marks):
    """Return a cell of code, not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name[:64],
        "metadata": _metadata(name, "code", **marks),
        "outputs": [],
        "source": source,
    }


def _metadata(name, kind, grade=False, locked=False, solution=False, points=None, hidden=False):
    """Return nbgrader's marks where the cell has a part in grading; fold what is not to be read."""
    metadata = {"jupyter": {"source_hidden": True}} if hidden else {}
    if grade or locked or solution:
        marks = {
            "cell_type": kind,
            "grade": grade,
            "grade_id": name,
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if grade:
            marks["points"] = points
        metadata["nbgrader"] = marks
    return metadata


def checks_source(question, variant):
    """Return the code of the cell that checks an answer in the learner's kernel.

    Parameters
    ----------
    question : Question
    variant : Variant

    Returns
    -------
    str
    """
    if question.is_variable:
        return _sealed_source(question, variant)
    own_cases = hasattr(question.module, "draw") or hasattr(question.module, "reference")
    if question.check and not own_cases:
        call = f"checks.{question.check.name}({variant.entry}, seed={variant.public_seed})"
        return f"{call}.require()"
    cases = variant.cases(0, count=0)
    lines = [f"    {_case_source(question, case)}," for case in cases]
    listed = "\n".join(["cases = [", *lines, "]"])
    return f"{listed}\nchecks.run_cases({variant.entry}, cases, title={variant.entry!r}).require()"


def _case_source(question, case):
    """Write a public case with its expected result and the results of known mistakes."""
    parts = [literal(case.name), literal(case.arguments), literal(case.expected)]
    hints = literal(_hints(question, case))
    if hints != "()":
        parts.append(f"hints={hints}")
    if case.rtol != 1e-5:
        parts.append(f"rtol={case.rtol!r}")
    return f"checks.Case({', '.join(parts)})"


def _hints(question, case):
    """Return (value, slug, sentence) of those mistakes whose result is short and can be written."""
    found = []
    for cause in question.causes:
        try:
            entry = (cause.mistaken(**case.arguments), cause.slug, cause.text)
            source = literal(entry)
        except ValueError:  # the mistake cannot be made here, or its result is not finite
            continue
        if entry[0] is not None and len(source) <= LONGEST_HINT:
            found.append(entry)
    return tuple(found)


def _sealed_source(question, variant):
    """Write the digests of the answer and of the known wrong ones."""
    (case,) = variant.cases(0)
    salt = f"{question.id} {variant.public_seed}"
    lines = [f"    {variant.entry},", f"    {salt!r},", f"    right={seal(case.expected, salt)!r},"]
    hints = {seal(value, salt): text for value, _, text in case.hints}
    lines += [
        "    hints={",
        *(f"        {key!r}: {text!r}," for key, text in hints.items()),
        "    },",
        f"    several={isinstance(case.expected, (tuple, list))},",
    ]
    return "\n".join(["checks.answer(", *lines, ")"])
