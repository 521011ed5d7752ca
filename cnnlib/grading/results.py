"""What grading finds, as plain data: cases of a question, questions of a submission.

States of a question: ``graded`` has points; ``manual`` waits for a person; ``missing`` has no cell
in the notebook and no points; ``fault`` is one of the course or the machine, not the student's.
"""

from dataclasses import asdict, dataclass

STATES = ("graded", "manual", "missing", "fault")
NEEDS_A_PERSON = ("manual", "fault")


@dataclass(frozen=True)
class CaseResult:
    """One case of a question.

    Attributes
    ----------
    name : str
    is_public : bool
        Whether the student knows arguments and answer.
    held : bool
    weight : float
        Its share of the points, relative to the other cases.
    message : str
        Words; never the answer of a case that is not public.
    cause, cause_text : str or None
        The mistake that gives just this result.
    picture : dict or None
        ``got`` and ``expected`` as lists of rows, for a public case that failed.
    """

    name: str
    is_public: bool
    held: bool
    weight: float = 1.0
    message: str = ""
    cause: str | None = None
    cause_text: str | None = None
    picture: dict | None = None


@dataclass(frozen=True)
class QuestionResult:
    """One question of one submission.

    Attributes
    ----------
    question_id : str
    state : str
        One of `STATES`.
    points : float or None
        None while a person has to look.
    max_points : float
    fingerprint : str
        Of the question and all that judges it.
    seed : int
        Of variant and cases.
    cases : tuple of CaseResult
    notes : tuple of str
        What else happened, in words for the student.
    """

    question_id: str
    state: str
    points: float | None
    max_points: float
    fingerprint: str
    seed: int
    cases: tuple = ()
    notes: tuple = ()

    def as_dict(self):
        """Return plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data):
        """Return the result of `as_dict`, also after JSON."""
        cases = tuple(CaseResult(**case) for case in data["cases"])
        return cls(**data | {"cases": cases, "notes": tuple(data["notes"])})
