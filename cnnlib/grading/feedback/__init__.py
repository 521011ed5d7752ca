"""Pages for students: what was asked, what held, what failed and why, where to read on."""

from cnnlib.grading.feedback.pages import pages_of, write_pages

__all__ = ["pages_of", "write_pages"]
