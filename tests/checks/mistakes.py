"""What every check is tested for: it accepts its reference, and names each of its mistakes."""

import numpy as np
import pytest

from cnnlib import checks

SEEDS = range(5)


def mistakes_of(*found):
    """Parametrise a test by the mistakes of some checks."""
    pairs = [(check, cause) for check in found for cause in check.causes]
    return pytest.mark.parametrize(
        ("check", "cause"), pairs, ids=[f"{check.name}-{cause.slug}" for check, cause in pairs]
    )


def answers(check, cause, cases):
    """Return what a function with this mistake returns for each case."""
    results = []
    for case in cases:
        try:
            value = cause.mistaken(**case.arguments)
        except ValueError:
            value = None
        results.append(case.expected if value is None else value)
    return results


@np.errstate(all="ignore")
def require_named(check, cause):
    """Require that the mistake loses a case, and that every lost case names it."""
    for seed in SEEDS:
        cases = check.cases(np.random.default_rng(seed))
        verdicts = checks.judge_all(check, cases, answers(check, cause, cases))
        assert {verdict.cause for verdict in verdicts if not verdict.held} == {cause.slug}


def require_accepts(check, function):
    """Require that a right function passes for every seed, and that no case is skipped."""
    for seed in SEEDS:
        report = check(function, seed=seed)
        assert report.held, report
        assert None not in [verdict for _, verdict in report.lines]
