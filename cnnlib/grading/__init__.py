"""The grader: reads submissions, runs them in a sandbox, compares in a trusted process, keeps."""

from cnnlib.grading.problem import Problem, SubmissionError
from cnnlib.grading.submission import Submission

__all__ = ["Problem", "Submission", "SubmissionError"]
