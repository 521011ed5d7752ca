"""Known answers are run and judged."""

import numpy as np

from cnnlib.questions import RESTYLED, defined, judged, named_cause


def test_right_wrong_and_blank(small):
    question = small.question("ps1-double")
    variant = question.variant(1)
    assert judged(question, variant, variant.solution, 1)[0] == 1
    assert judged(question, variant, variant.starter, 1)[0] == 0
    share, verdicts = judged(question, variant, question.wrong[0].written(variant.solution), 1)
    assert (share, named_cause(verdicts)) == (0.5, "squared")


def test_an_error_loses_its_case_and_is_told(small):
    question = small.question("ps1-double")
    share, verdicts = judged(question, question.variant(1), "def double(n):\n    return 1 / 0", 1)
    assert (share, named_cause(verdicts)) == (0, "raises")
    assert "ZeroDivisionError" in verdicts[0].message


def test_given_code_stands_before_the_answer(small):
    question = small.question("ps1-sum")
    variant = question.variant(1)
    assert defined(variant, "total = sum(row)") == sum(variant.values["row"])
    assert judged(question, variant, "total = sum(row)", 1)[0] == 1
    assert defined(variant, "other = 1") is None


def test_restyling_changes_the_form_of_arguments_alone():
    x = np.ones((2, 3))
    assert RESTYLED["float32"](x).dtype == np.float32
    assert RESTYLED["Fortran order"](x).flags.f_contiguous
    assert isinstance(RESTYLED["NumPy integers"](3), np.int64)
    assert RESTYLED["NumPy integers"](True) is True
