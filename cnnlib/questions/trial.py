"""Try the known answers of a question: trusted code, run in this process.

Submissions of students never come here; the grader runs them in a sandbox.
"""

from copy import deepcopy

import numpy as np

from cnnlib.checks import judge_all
from cnnlib.questions.scoring import share_of


def in_single_precision(value):
    """Return float64 arrays as float32."""
    is_double = isinstance(value, np.ndarray) and value.dtype == np.float64
    return value.astype(np.float32) if is_double else value


def in_fortran_order(value):
    """Return arrays with their columns together."""
    return np.asfortranarray(value) if isinstance(value, np.ndarray) else value


def as_numpy_scalar(value):
    """Return plain integers as NumPy's."""
    return np.int64(value) if type(value) is int else value


RESTYLED = {
    "float32": in_single_precision,
    "Fortran order": in_fortran_order,
    "NumPy integers": as_numpy_scalar,
}


def defined(variant, source):
    """Run the given code and an answer; return what the answer defines under its entry.

    Parameters
    ----------
    variant : Variant
    source : str
        Trusted code.

    Returns
    -------
    object
        None if the name is not defined.
    """
    namespace = {"np": np}
    exec(compile(variant.given, "<given>", "exec"), namespace)
    exec(compile(source, "<answer>", "exec"), namespace)
    return namespace.get(variant.entry)


def judged(question, variant, source, seed, restyle=None):
    """Judge an answer that is known to the course.

    Parameters
    ----------
    question : Question
    variant : Variant
    source : str
        Trusted code.
    seed : int
        Of the hidden cases.
    restyle : callable, optional
        Changes each argument first, as to float32.

    Returns
    -------
    float, list of Verdict
        The share of the points, and a verdict for each case.
    """
    cases = variant.cases(seed)
    found = defined(variant, source)
    results = [_result(found, case, restyle) for case in cases]
    verdicts = judge_all(question, cases, results)
    return share_of(question, cases, verdicts), verdicts


def _result(found, case, restyle):
    """Return a variable, or what a function gives for a case; an error stands for itself."""
    if not case.arguments or not callable(found):
        return found
    arguments = deepcopy(case.arguments)
    if restyle:
        arguments = {name: restyle(value) for name, value in arguments.items()}
    try:
        return found(**arguments)
    except Exception as error:
        return error


def named_cause(verdicts):
    """Return the one cause that the lost cases name, or a tuple of several.

    Parameters
    ----------
    verdicts : sequence of Verdict

    Returns
    -------
    str, None or tuple of str
    """
    causes = {verdict.cause for verdict in verdicts if not verdict.held}
    return causes.pop() if len(causes) == 1 else tuple(sorted(map(str, causes)))
