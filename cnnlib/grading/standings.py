"""Which results count now, which moved, and what people gave: questions to the store."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from cnnlib.grading import schema
from cnnlib.grading.results import NEEDS_A_PERSON, QuestionResult
from cnnlib.grading.store import now


@dataclass(frozen=True)
class Mark:
    """Points that a person gave.

    Attributes
    ----------
    points : float or None
        None takes an earlier mark back.
    comment, grader : str
    work_id : int
        The work that the person saw.
    """

    points: float | None
    comment: str
    grader: str
    work_id: int


@dataclass(frozen=True)
class Standing:
    """The result that counts for one student and question.

    Attributes
    ----------
    student_id, set_id, question_id : str
    work_id : int
        The work that it is about.
    result_id : int
    result : QuestionResult
    mark : Mark or None
        What a person gave, which then counts.
    """

    student_id: str
    set_id: str
    question_id: str
    work_id: int
    result_id: int
    result: QuestionResult
    mark: Mark | None = None

    @property
    def points(self) -> float | None:
        """Points that count, None while a person has to look."""
        return self.result.points if self.mark is None else self.mark.points

    @property
    def needs_a_person(self) -> bool:
        """Whether nobody has given the points that only a person can give."""
        return self.points is None and self.result.state in NEEDS_A_PERSON


@dataclass(frozen=True)
class Move:
    """A change of what counts for one student and question.

    Attributes
    ----------
    student_id, question_id : str
    before, after : float or None
        Points.
    moved_at : datetime
    """

    student_id: str
    question_id: str
    before: float | None
    after: float | None
    moved_at: datetime


def standings(store, set_id, student_id=None):
    """Return what counts for a set, by student and question.

    Parameters
    ----------
    store : Store
    set_id : str
    student_id : str, optional
        Only of this student.

    Returns
    -------
    list of Standing
    """
    current, results = schema.current.c, schema.results.c
    query = (
        sa.select(current.student_id, current.set_id, current.question_id)
        .add_columns(results.work_id, results.id, results.detail)
        .join(schema.results, results.id == current.result_id)
        .where(current.set_id == set_id)
        .order_by(current.student_id, current.question_id)
    )
    if student_id is not None:
        query = query.where(current.student_id == student_id)
    given = last_marks(store, set_id)
    with store.reader.connect() as connection:
        rows = [*connection.execute(query)]
    found = [Standing(*row[:5], QuestionResult.from_dict(row.detail)) for row in rows]
    return [_with_mark(store, one, given.get((one.student_id, one.question_id))) for one in found]


def _with_mark(store, standing, mark):
    """Return a standing with its mark, if what the person saw is what stands."""
    if mark is None or not _is_same_source(store, standing, mark):
        return standing
    return replace(standing, mark=mark)


def _is_same_source(store, standing, mark):
    """Tell whether the answer is the one that was marked, also in a later work."""
    if standing.work_id == mark.work_id:
        return True
    query = sa.select(schema.works.c.sources)
    with store.reader.connect() as connection:
        both = [
            connection.execute(query.filter_by(id=work)).scalar_one().get(standing.question_id)
            for work in (standing.work_id, mark.work_id)
        ]
    return both[0] == both[1]


def last_marks(store, set_id):
    """Return the mark that counts, by student and question; one taken back is left out.

    Returns
    -------
    dict from (str, str) to Mark
    """
    marks, results = schema.marks.c, schema.results.c
    query = (
        sa.select(marks.student_id, marks.question_id)
        .add_columns(marks.points, marks.comment, marks.grader, results.work_id)
        .join(schema.results, results.id == marks.result_id)
        .where(marks.set_id == set_id)
    )
    with store.reader.connect() as connection:
        rows = [*connection.execute(query.order_by(marks.id))]
    last = {tuple(row[:2]): Mark(*row[2:]) for row in rows}
    return {key: mark for key, mark in last.items() if mark.points is not None}


def give_mark(store, standing, points, comment, grader):
    """Store points of a person, beside the result that was looked at; older ones are kept.

    Parameters
    ----------
    store : Store
    standing : Standing
    points : float or None
        From 0 to the question's maximum; None takes the last mark back.
    comment, grader : str
    """
    largest = standing.result.max_points
    if points is not None and not 0 <= points <= largest:
        raise ValueError(
            f"{standing.question_id} of {standing.student_id} has 0 to {largest:g} points, "
            f"got {points:g}"
        )
    key = {name: getattr(standing, name) for name in ("student_id", "set_id", "question_id")}
    row = key | {"result_id": standing.result_id, "points": points, "comment": comment}
    with store.engine.begin() as connection:
        connection.execute(
            sa.insert(schema.marks).values(row | {"grader": grader, "given_at": now()})
        )


def moves(store, set_id):
    """Return every change of what counted, in time; the first results are no changes.

    Returns
    -------
    list of Move
    """
    before, after = schema.results.alias().c, schema.results.alias().c
    moved = schema.moves.c
    query = (
        sa.select(moved.student_id, moved.question_id, before.points, after.points, moved.moved_at)
        .join_from(schema.moves, before.id.table, before.id == moved.before_id)
        .join(after.id.table, after.id == moved.after_id)
        .where(moved.set_id == set_id)
        .order_by(moved.id)
    )
    with store.reader.connect() as connection:
        return [Move(*row) for row in connection.execute(query)]
