"""From answers to points: compared here, in the trusted process, with what nobody else has.

A case that failed says how; expected values are shown for public cases only.
"""

import numpy as np

from cnnlib import checks
from cnnlib.grading.answers import Raised
from cnnlib.grading.results import CaseResult

LARGEST_PICTURE = 32  # rows or columns


def score_cases(question, cases, answers):
    """Return the result of each case.

    Parameters
    ----------
    question : Question
        Its `causes` are known mistakes.
    cases : sequence of Case
    answers : Answers

    Returns
    -------
    tuple of CaseResult
    """
    there = [i for i in range(len(cases)) if i in answers.values]
    verdicts = dict(zip(there, _judged(question, cases, answers, there), strict=True))
    return tuple(
        _compared(case, answers.values[i], verdicts[i])
        if i in verdicts
        else _without_value(case, answers.failures.get(i), answers)
        for i, case in enumerate(cases)
    )


def _judged(question, cases, answers, there):
    """Return the verdicts on the cases that have a value."""
    chosen = [cases[i] for i in there]
    values = [answers.values[i] for i in there]
    with np.errstate(all="ignore"):
        try:
            return checks.judge_all(question, chosen, values)
        except Exception:  # a value made to break the comparison
            return [_judged_alone(question, *pair) for pair in zip(chosen, values, strict=True)]


def _judged_alone(question, case, value):
    """Return the verdict on one case; a value that cannot be compared is wrong."""
    try:
        return checks.judge(question, case, value)
    except Exception as error:
        return checks.Verdict(False, f"it cannot be compared ({type(error).__name__})")


def _compared(case, value, verdict):
    """Return the result of a case that gave a value."""
    held = verdict.held is True
    message = "" if held else verdict.message
    picture = None if held or not case.is_public else _picture(case.expected, value, verdict.index)
    cause = (None, None) if held else (verdict.cause, verdict.cause_text)
    return CaseResult(case.name, case.is_public, held, case.weight, message, *cause, picture)


def _without_value(case, failure, answers):
    """Return the result of a case that gave none."""
    cause = "no-result"
    if not answers.is_defined:
        message, cause = "your cell does not define what it should", "not-defined"
    elif isinstance(failure, Raised):
        message, cause = failure.words(case.is_public), "raised"
    else:
        message = failure if failure else answers.end
    return CaseResult(case.name, case.is_public, False, case.weight, message, cause)


def _picture(expected, got, index):
    """Return the plane of two arrays in which they first differ, as rows, or None."""
    planes = [_plane(array, index) for array in (expected, got)]
    if any(plane is None for plane in planes):
        return None
    rows = [np.round(plane.astype(float), 4).tolist() for plane in planes]
    return {"expected": rows[0], "got": rows[1]}


def _plane(array, index):
    """Return one small plane of real numbers, all finite, or None."""
    if not isinstance(array, np.ndarray) or array.ndim < 2 or array.dtype.kind not in "biuf":
        return None
    leading = array.ndim - 2
    place = (index or ())[:leading] if len(index or ()) == array.ndim else (0,) * leading
    try:
        plane = array[place]
    except IndexError:
        return None
    is_small = min(plane.shape) > 0 and max(plane.shape) <= LARGEST_PICTURE
    return plane if is_small and np.isfinite(plane).all() else None
