"""A check runs a function and reports in words."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from cnnlib import checks, ops
from cnnlib.checks import Case, NotYet, run_cases


def test_the_report_says_case_place_values_and_cause():
    report = checks.conv2d(lambda x, weight: ops.conv2d(x, weight[..., ::-1, ::-1]))
    first = repr(report).splitlines()[1]
    assert "at [0, 0, 0, 0]" in first
    assert "expected" in first
    assert "turned around" in repr(report)


def test_a_report_is_required_to_hold(capsys):
    good = run_cases(lambda n: n, [Case("same", {"n": 2}, 2)])
    good.require()
    assert "all cases hold" in capsys.readouterr().out
    with pytest.raises(AssertionError, match="it gives 3, expected 2"):
        run_cases(lambda n: n + 1, [Case("same", {"n": 2}, 2)]).require()


def test_a_function_that_takes_no_case_does_not_pass():
    assert not run_cases(lambda a, b: a, [Case("one", {"n": 2}, 2)]).held


def test_a_skipped_case_is_not_enough_where_the_report_is_required():
    report = checks.conv2d(lambda x, weight: ops.conv2d(x, weight))
    assert report.held
    assert "all cases that it takes hold" in repr(report)
    with pytest.raises(NotYet, match="skipped  a bias"):
        report.require()


def test_an_error_is_a_wrong_case_and_the_others_are_tried():
    cases = [Case("zero", {"n": 0}, 2), Case("two", {"n": 2}, 0.5)]
    zero, two = repr(run_cases(lambda n: 1 / n, cases)).splitlines()[1:]
    raised = "it raises ZeroDivisionError: division by zero (line "
    assert zero.startswith(f"  WRONG    zero: {raised}")
    assert zero.endswith("expected a number")
    assert two == "  ok       two"


def test_a_buffer_that_is_used_again_keeps_its_results():
    buffer = np.zeros(2)

    def fill(n):
        buffer[:] = n
        return buffer

    assert run_cases(fill, [Case(f"{n}", {"n": n}, np.full(2, n)) for n in range(3)]).held


ODD = {
    "a view of the input": (lambda z, x: x[:, :, :3, :4], "the shape is (2, 3, 3, 4)", None),
    "channels last": (lambda z, x: z.transpose(0, 2, 3, 1), "the shape", "another order"),
    "nothing": (lambda z, x: None, "there is no result", "is there a return"),
    "only printed": (lambda z, x: print(z.shape), "there is no result", "is there a return"),
    "a generator": (lambda z, x: (row for row in z), "of type generator", None),
    "NaN": (lambda z, x: np.where(z > 0, np.nan, z), "it gives nan", None),
    "infinite": (lambda z, x: np.full_like(z, np.inf), "it gives inf", None),
    "complex": (lambda z, x: z + 0j, "values of dtype complex128", None),
    "words": (lambda z, x: z.astype(str), "values of dtype <U32", None),
    "bfloat16": (lambda z, x: torch.tensor(z).bfloat16(), "values of dtype torch.bfloat16", None),
    "a sum": (lambda z, x: z.sum(), "it is one number", None),
    "one image": (lambda z, x: z[0], "the shape is (4, 3, 5)", "Only the first of several"),
    "unsigned": (lambda z, x: z.astype(np.int64).astype(np.uint8), "it gives", None),
    "an error": (lambda z, x: z @ z, "it raises ValueError: matmul", None),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_result_is_told_in_words_with_the_right_cause_or_none(kind):
    change, words, cause = ODD[kind]
    report = checks.conv2d(lambda x, weight: change(ops.conv2d(x, weight), x))
    (_, verdict), *rest = report.lines
    assert not verdict.held
    assert words in verdict.message
    assert (cause or "") in (verdict.cause_text or "")
    assert (cause is None) == (verdict.cause_text is None)
    assert [skipped for _, skipped in rest] == [None] * 3


def test_the_result_for_the_function_is_refused():
    with pytest.raises(TypeError, match="the function itself"):
        checks.conv2d(np.ones(3))


def test_a_function_cannot_change_the_next_ones_input():
    def spoil(x):
        x[:] = 0
        return x.sum()

    case = Case("sum", {"x": np.ones(3)}, 3.0)
    assert not run_cases(spoil, [case]).held
    assert run_cases(np.sum, [case]).held


def test_checks_load_neither_torch_nor_matplotlib():
    code = "import cnnlib.checks, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"torch", "matplotlib"} & {*run.stdout.split()}
