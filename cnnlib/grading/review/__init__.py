"""Questions that a person grades: a page on this machine, one question over all students."""

from cnnlib.grading.review.desk import Desk, Given, Paper, Sheet
from cnnlib.grading.review.server import ReviewServer

__all__ = ["Desk", "Given", "Paper", "ReviewServer", "Sheet"]
