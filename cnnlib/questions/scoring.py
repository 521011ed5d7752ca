"""From verdicts to points."""


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
    pairs = [*zip(cases, verdicts, strict=True)]
    if not pairs:
        raise ValueError(f"{question.id} has no cases: its answers are read by people")
    if question.whole:
        return float(all(verdict.held for verdict in verdicts))
    held = sum(case.weight for case, verdict in pairs if verdict.held)
    return held / sum(case.weight for case in cases)


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
