"""Judge results: right or not, where they differ, and which mistake gives just this.

Several mistakes may give the same wrong result in one case. So all cases are looked at together: a
mistake gains where it explains a wrong result, and loses where it would have shown and did not.
"""

from collections import Counter

import numpy as np

from cnnlib.checks.cases import Verdict
from cnnlib.checks.common_causes import common_cause
from cnnlib.checks.comparing import compare, numbers


def judge(source, case, got):
    """Judge the result of one case, and recognize a known mistake from the result itself.

    Parameters
    ----------
    source : sequence of Cause, or object with such a sequence as `causes`
        Known mistakes; each is computed for this case and compared with what came.
    case : Case
    got : anything
        What the learner's code gave.

    Returns
    -------
    Verdict

    Examples
    --------
    >>> from cnnlib.checks import Case, Cause
    >>> bias = Cause("bias-missing", "The bias is missing.", lambda x, bias: 2 * x)
    >>> case = Case("doubled", {"x": 3, "bias": 1}, expected=7)
    >>> verdict = judge([bias], case, 6)
    >>> verdict.held, verdict.cause, verdict.message
    (False, 'bias-missing', 'it gives 6, expected 7')
    """
    return judge_all(source, [case], [got])[0]


def judge_all(source, cases, results):
    """Judge the results of several cases of one function, and name the cause that fits best.

    Parameters
    ----------
    source : sequence of Cause, or object with such a sequence as `causes`
    cases : sequence of Case
    results : sequence
        What the learner's code gave, in the order of the cases.

    Returns
    -------
    list of Verdict

    Examples
    --------
    3 is both twice and one more; 4 shows which it was.

    >>> from cnnlib.checks import Case, Cause
    >>> causes = [Cause("doubled", "Do not double.", lambda n: 2 * n),
    ...           Cause("one-more", "Do not add 1.", lambda n: n + 1)]
    >>> cases = [Case("one", {"n": 1}, 1), Case("three", {"n": 3}, 3)]
    >>> [verdict.cause for verdict in judge_all(causes, cases, [2, 4])]
    ['one-more', 'one-more']
    """
    causes = tuple(getattr(source, "causes", source))
    pairs = [*zip(cases, results, strict=True)]
    differences = [compare(case.expected, got, case.rtol, case.atol) for case, got in pairs]
    if not any(differences):
        return [Verdict(True, "right")] * len(pairs)
    found = [
        _explanations(causes, case, got, difference)
        for (case, got), difference in zip(pairs, differences, strict=True)
    ]
    support = Counter(slug for entries, _ in found for slug in {slug for slug, _ in entries})
    support.subtract(slug for _, against in found for slug in against)
    triples = zip(cases, differences, found, strict=True)
    return [_verdict(case, difference, near, support) for case, difference, (near, _) in triples]


def _verdict(case, difference, explanations, support):
    """Put one verdict into words; of several explanations the best supported one is named.

    One that more cases speak against than for is a coincidence, and none is named.
    """
    if difference is None:
        return Verdict(True, "right")
    message = difference.words
    if case.is_public:
        message += f", expected {difference.answer}"
    likely = [entry for entry in explanations if support[entry[0]] >= 0]
    best = max(likely, key=lambda entry: support[entry[0]], default=(None, None))
    return Verdict(False, message, difference.index, *best)


def _explanations(causes, case, got, difference):
    """Return what explains a result, as (slug, sentence), and the slugs that speak against it."""
    known = _known_mistakes(causes, case)
    if difference is None:
        shows = {slug for value, slug, _ in known if _differs(case.expected, value, case)}
        silent = {slug for value, slug, _ in known if not _differs(case.expected, value, case)}
        return [], shows - silent
    if difference.slug in ("nothing-returned", "raises", "wrong-type"):
        return [(difference.slug, difference.text)], set()
    fitting = [(slug, text) for value, slug, text in known if not _differs(value, got, case)]
    other = {slug for _, slug, _ in known} - {slug for slug, _ in fitting}
    fallback = _common(case.expected, got, difference)
    fallback = fallback or (difference.slug and (difference.slug, None))
    return [*fitting, *([fallback] if fallback else [])], other


def _differs(expected, got, case):
    return compare(expected, got, case.rtol, case.atol) is not None


def _known_mistakes(causes, case):
    """Return (value, slug, sentence) of every known mistake that can be made in a case."""
    computed = ((_mistaken(cause, case), cause.slug, cause.text) for cause in causes)
    return [*case.hints, *(entry for entry in computed if entry[0] is not None)]


def _mistaken(cause, case):
    """Return what a mistake gives for a case, or None where it gives nothing."""
    try:
        with np.errstate(all="ignore"):
            return cause.mistaken(**case.arguments)
    except ValueError:  # the operator refuses, as where a kernel fits only with the padding
        return None


def _common(expected, got, difference):
    """Look for a common mistake; of several items, in the first that differs."""
    if isinstance(expected, (tuple, dict)):
        if difference.slug in ("wrong-length", "wrong-keys"):
            return None
        if not isinstance(expected, dict) and all(map(_is_number, expected)):
            expected, got = np.array(expected), [*got]  # a row of numbers
        else:
            expected, got = expected[difference.index[0]], got[difference.index[0]]
    array = numbers(got)
    if isinstance(expected, (str, bool, tuple, dict)) or array is None:
        return None
    return common_cause(np.asarray(expected), array)


def _is_number(value):
    return np.ndim(value) == 0 and numbers(value) is not None
