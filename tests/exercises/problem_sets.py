"""The course's own problem sets, for the tests of their questions."""

from cnnlib import questions
from tests.structure.tree import ROOT

COURSE = questions.load_course(ROOT / "exercises")
QUESTIONS = [question for one in COURSE.sets.values() for question in one.questions]
CODED = [q for q in QUESTIONS if q.kind != "explain" and not (q.is_variable and not q.wrong)]
VARIABLES = [question for question in QUESTIONS if question.is_variable]
EXPLAINED = [question for question in QUESTIONS if question.kind == "explain"]


def variant_of(question, student=""):
    """Return the variant that a student of this year's course gets."""
    return question.variant(questions.seed_of(COURSE.seed, question.set_id, student))
