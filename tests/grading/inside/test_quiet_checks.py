"""Calls of checks in a student's cell do nothing and break nothing."""

import pytest

from cnnlib.grading.inside import quiet_checks
from cnnlib.grading.session import Session
from tests.grading.sandboxed import job, needs_sandbox, records, value


def test_any_call_is_quiet():
    report = quiet_checks.conv2d(len, seed=3)
    assert repr(report.require()) == "not checked here"
    assert quiet_checks.run_cases(len, [quiet_checks.Case("a", {}, 1)]).passed


def test_names_of_python_stay_missing():
    with pytest.raises(AttributeError):
        quiet_checks.__path__  # noqa: B018
    with pytest.raises(AttributeError):
        quiet_checks.Quiet().__array__  # noqa: B018


@needs_sandbox
def test_cells_that_call_checks_run():
    code = (
        "from cnnlib import checks\nimport cnnlib.checks as again\n"
        "def f(x):\n    return 1\nchecks.conv2d(f).require()\nprint(again.conv2d(f))"
    )
    with Session() as session:
        assert value(session.run(job(code))) == 1
        assert value(session.run(job("def f(x):\n    return 2\nchecks.conv2d(f)"))) == 2


def test_other_parts_of_the_library_are_refused_with_advice():
    with pytest.raises(ImportError, match=r"without cnnlib\.ops: write it with NumPy"):
        quiet_checks.absent("ops")
    with pytest.raises(AttributeError):
        quiet_checks.absent("__path__")


@needs_sandbox
def test_a_cell_that_takes_the_library_is_told_what_to_do():
    with Session() as session:
        reply = session.run(job("from cnnlib import detection\ndef f(x):\n    return 1"))
    (kind, note) = records(reply)[0]
    assert kind == "undefined"
    assert note["message"] == "answers are graded without cnnlib.detection: write it with NumPy"
