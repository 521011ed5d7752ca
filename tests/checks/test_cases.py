"""Cases and verdicts are plain values."""

from dataclasses import FrozenInstanceError

import pytest

from cnnlib.checks import Case, Verdict


def test_a_case_is_public_and_weighs_one_unless_said_otherwise():
    case = Case("one", {"n": 1}, expected=1)
    assert (case.is_public, case.weight, case.hints) == (True, 1.0, ())


def test_a_verdict_cannot_be_changed():
    verdict = Verdict(False, "wrong")
    with pytest.raises(FrozenInstanceError):
        verdict.held = True
