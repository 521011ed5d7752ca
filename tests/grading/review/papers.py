"""A desk with two questions and some answers, whose marks are kept in a list."""

from cnnlib.grading.review import Desk, Paper, Sheet

WHY = Sheet(
    "ps2-why",
    "Why flip?",
    "Explain **why** a flip changes nothing that is learned.",
    4.0,
    (
        (2, "learned filters come out turned", "the same weights in reverse"),
        (1, "given filters change", ""),
        (1, "an example", "[-1, 0, 1] < [1, 0, -1]"),
        (-1, "claims that it is the same", ""),
    ),
)
SIZE = Sheet("ps2-size", "Which size?", "Argue.", 2.0, ((2, "right", ""),))


def papers():
    texts = {
        "li": "It is learned.",
        "bo": "<b>No</b> <script>alert(1)</script>",
        "omar": "",
        "zoë": "x",
    }
    return [Paper(student, "ps2-why", text) for student, text in texts.items()] + [
        Paper("li", "ps2-size", "Because.")
    ]


def desk(grader="ada", graders=()):
    """Return a desk and the list of all that it saved."""
    saved = []

    def save(paper, points, comment, by):
        saved.append((paper.student_id, paper.question_id, points, comment, by))

    return Desk([WHY, SIZE], papers(), save, grader, graders), saved


def number_of(made, student, question="ps2-why"):
    """Return the number under which a student's answer lies on a desk."""
    students = [paper.student_id for paper in made.papers[question]]
    return students.index(student) + 1
