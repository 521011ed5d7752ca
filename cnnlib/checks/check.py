"""A check of one operator: cases drawn by a seed, a reference, and the mistakes it knows."""

import inspect
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import dataclass

import numpy as np

from cnnlib.checks.cases import Case
from cnnlib.checks.failing import NotYet, place_of
from cnnlib.checks.judging import judge_all


@dataclass(frozen=True)
class Report:
    """What a check found: one line a case.

    Attributes
    ----------
    title : str
    lines : tuple of (str, Verdict or None)
        Name of each case and its verdict; None for a case that the function cannot take.
    """

    title: str
    lines: tuple

    @property
    def held(self):
        """Whether every case that was tried holds, and there was one."""
        tried = [verdict for _, verdict in self.lines if verdict is not None]
        return bool(tried) and all(verdict.held for verdict in tried)

    def __repr__(self):
        """Write one line a case, and the likely cause below it."""
        skips = any(verdict is None for _, verdict in self.lines)
        good = "all cases that it takes hold" if skips else "all cases hold"
        rows = [f"{self.title}: {good if self.held else 'not yet'}"]
        for name, verdict in self.lines:
            if verdict is None:
                rows.append(f"  skipped  {name}: the function does not take its arguments")
                continue
            words = "" if verdict.held else f": {verdict.message}"
            rows.append(f"  {'ok   ' if verdict.held else 'WRONG'}    {name}{words}")
            if verdict.cause_text:
                rows.append(f"           Likely cause: {verdict.cause_text}")
        return "\n".join(rows)

    def require(self):
        """Print the report; raise NotYet unless every case is tried and holds."""
        if not self.held or any(verdict is None for _, verdict in self.lines):
            raise NotYet(f"\n{self!r}")
        print(self)


def run_cases(function, cases, causes=(), title="Your function"):
    """Call a function on cases and judge what it returns.

    Parameters
    ----------
    function : callable
    cases : sequence of Case
        Their arguments are passed by position, as copies.
    causes : sequence of Cause, optional
    title : str, optional

    Returns
    -------
    Report

    Raises
    ------
    TypeError
        If `function` cannot be called. What the function itself raises stands in the report.

    Examples
    --------
    >>> run_cases(lambda x: 2 * x, [Case("double", {"x": 4}, expected=8)], title="double")
    double: all cases hold
      ok       double
    """
    if not callable(function):
        raise TypeError(f"give the function itself, not its result: got {function!r:.60}")
    tried = [case for case in cases if _takes(function, len(case.arguments))]
    verdicts = judge_all(causes, tried, [_called(function, case) for case in tried])
    by_name = {case.name: verdict for case, verdict in zip(tried, verdicts, strict=True)}
    return Report(title, tuple((case.name, by_name.get(case.name)) for case in cases))


def _takes(function, count):
    """Tell whether a function can be called with so many arguments."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # some functions written in C have no signature
        return True
    return True


def _called(function, case):
    """Call a function with copies of a case's arguments, so that it cannot change them.

    An error stands for the result that it prevents.
    """
    try:
        result = function(*deepcopy([*case.arguments.values()]))
    except Exception as error:
        place = place_of(error, function)
        if place:
            error.add_note(place)
        return error
    # A copy: the next call may write into the same array or list.
    return copy(result) if isinstance(result, (list, np.ndarray)) else result


@dataclass(frozen=True)
class Check:
    """A check of one operator, called with the learner's function.

    Parameters
    ----------
    name : str
    reference : callable
        Gives the expected result.
    draw : callable
        From a random generator to a list of (name of the case, dictionary of arguments).
    causes : tuple of Cause
        Known mistakes, the likeliest first.

    Examples
    --------
    >>> from cnnlib import checks, ops
    >>> report = checks.conv2d(lambda x, weight: ops.conv2d(x, weight[..., ::-1, ::-1]))
    >>> report.held, report.lines[0][1].cause
    (False, 'kernel-flipped')
    """

    name: str
    reference: Callable
    draw: Callable
    causes: tuple = ()

    def cases(self, rng, is_public=True):
        """Draw one round of cases, with what the reference gives for each."""
        return [
            Case(name, arguments, self.reference(**arguments), is_public=is_public)
            for name, arguments in self.draw(rng)
        ]

    def __call__(self, function, seed=0):
        """Try a function on the cases of a seed and report."""
        cases = self.cases(np.random.default_rng(seed))
        return run_cases(function, cases, self.causes, self.name)
