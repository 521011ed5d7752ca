"""Results survive JSON."""

import json

from cnnlib.grading.results import CaseResult, QuestionResult


def test_results_survive_json():
    case = CaseResult("a", False, False, 2.0, "it gives 1", "slug", "Text.", {"got": [[1.0]]})
    result = QuestionResult("q", "graded", 1.5, 3.0, "v", 2**62, (case,), ("a note",))
    assert QuestionResult.from_dict(json.loads(json.dumps(result.as_dict()))) == result
