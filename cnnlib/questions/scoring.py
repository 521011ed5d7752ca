"""From verdicts to points."""

import numpy as np


def share_of(question, cases, verdicts):
    """Return the share of the points that verdicts earn, from 0 to 1.

    Parameters
    ----------
    question : Question
    cases : sequence of Case
    verdicts : sequence of Verdict

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If there is no case.
    """
    if not cases:
        raise ValueError(f"{question.id} has no cases: its answers are read by people")
    if question.whole:
        return float(all(verdict.held for verdict in verdicts))
    weights = np.array([case.weight for case in cases])
    return float(weights[counted(cases, verdicts)].sum() / weights.sum())


def counted(cases, verdicts):
    """Tell which cases earn their weight.

    A public case that holds counts only where a hidden one of its kind holds, too: public results
    that are returned by heart earn nothing.

    Parameters
    ----------
    cases : sequence of Case
    verdicts : sequence of Verdict

    Returns
    -------
    list of bool
    """
    pairs = [*zip(cases, verdicts, strict=True)]
    if all(case.is_public for case in cases):
        return [verdict.held for verdict in verdicts]
    proved = {case.name for case, verdict in pairs if verdict.held and not case.is_public}
    return [verdict.held and case.name in proved for case, verdict in pairs]


def points_of(question, cases, verdicts):
    """Return the points that verdicts earn, rounded to two decimals.

    Parameters
    ----------
    question : Question
    cases : sequence of Case
    verdicts : sequence of Verdict

    Returns
    -------
    float
    """
    return round(question.points * share_of(question, cases, verdicts), 2)
