"""Pages for students: what was asked, what held, what failed and why, where to read on."""

from cnnlib.grading.feedback.comments import comments_of
from cnnlib.grading.feedback.pages import pages_of, write_pages

__all__ = ["comments_of", "pages_of", "write_pages"]
