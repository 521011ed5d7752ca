"""A submission has a budget, and says what was too much."""

from cnnlib.grading.platforms.limits import Budget, Limits, written


def test_budget_of_files_and_bytes():
    budget = Budget(Limits(files=2, submission_bytes=1000))
    assert budget.refusal(600) is None
    assert "more than 1.0 KB" in budget.refusal(600)
    assert budget.refusal(400) is None
    assert "more than 2 files" in budget.refusal(0)


def test_sizes_in_words():
    assert [written(n) for n in (12, 5_000, 2_500_000_000)] == ["12 bytes", "5.0 KB", "2.5 GB"]
