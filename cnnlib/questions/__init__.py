"""Problem sets: one folder a question, from which notebooks, checks and tests are made.

``load_course("exercises")`` reads them. Read course.py, question.py and variant.py, then
notebooks.py and trial.py.
"""

from cnnlib.questions.course import Course, ProblemSet, load_course
from cnnlib.questions.known import Wrong, edited, written
from cnnlib.questions.notebooks import answers_of, notebook_of
from cnnlib.questions.question import Question
from cnnlib.questions.scoring import counted, points_of, share_of
from cnnlib.questions.sections import section_titles
from cnnlib.questions.seeds import seed_of
from cnnlib.questions.source import filled, literal, solution_of, starter_of
from cnnlib.questions.tracing import printed
from cnnlib.questions.trial import RESTYLED, defined, judged, named_cause
from cnnlib.questions.variant import Variant

__all__ = [
    "RESTYLED",
    "Course",
    "ProblemSet",
    "Question",
    "Variant",
    "Wrong",
    "answers_of",
    "counted",
    "defined",
    "edited",
    "filled",
    "judged",
    "literal",
    "load_course",
    "named_cause",
    "notebook_of",
    "points_of",
    "printed",
    "section_titles",
    "seed_of",
    "share_of",
    "solution_of",
    "starter_of",
    "written",
]
