"""Keep results: each submission in one transaction, whatever happens before and after it.

Results are facts about work, question, version of the question and seed; writing one that is
there already changes nothing.  So a run may be killed and begun again, and two may run at once.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from cnnlib.grading import schema
from cnnlib.grading.problem import Problem, printable


@dataclass(frozen=True, eq=False)
class Work:
    """What a student handed in last, as it is stored.

    Attributes
    ----------
    id : int
    student_id, set_id : str
    sources : dict from str to str
        Question id to the source of its cell.
    """

    id: int
    student_id: str
    set_id: str
    sources: dict


class Store:
    """The results of a course in one file.

    Parameters
    ----------
    path : path
        An SQLite file, made where there is none.
    """

    def __init__(self, path):
        self.path = path
        self.engine = schema.open_database(path)
        self.reader = self.engine.execution_options(is_reading=True)

    def settle(self, key, value):
        """Keep a setting that is given once and then stays.

        Parameters
        ----------
        key, value : str
            Kept where there is none yet.

        Returns
        -------
        str
            What is kept.
        """
        row = {"key": key, "value": value}
        with self.engine.begin() as connection:
            connection.execute(insert(schema.settings).values(row).on_conflict_do_nothing())
            query = sa.select(schema.settings.c.value).filter_by(key=key)
            return connection.execute(query).scalar_one()

    def hand_in(self, submission, reading):
        """Store what was read of a submission; it counts from now on.

        Returns
        -------
        Work
        """
        key = {"student_id": submission.student_id, "set_id": submission.set_id}
        work = key | {
            "digest": reading.digest,
            "sources": reading.sources,
            "notes": [*reading.notes],
            "seen_at": now(),
        }
        with self.engine.begin() as connection:
            connection.execute(insert(schema.works).values(work).on_conflict_do_nothing())
            query = sa.select(schema.works.c.id).filter_by(**key, digest=reading.digest)
            work_id = connection.execute(query).scalar_one()
            row = {
                "work_id": work_id,
                "name": submission.name,
                "path": printable(str(submission.path)),
                "submitted_at": submission.submitted_at,
                "is_late": submission.is_late,
                "platform": dict(submission.platform),
            }
            upsert = insert(schema.students).values(key | row)
            upsert = upsert.on_conflict_do_update(index_elements=[*key], set_=row)
            connection.execute(upsert)
            connection.execute(sa.delete(schema.problems).filter_by(**key))
        return Work(work_id, *key.values(), reading.sources)

    def works(self, set_id):
        """Return what each student handed in last, by student.

        Returns
        -------
        list of Work
            By student.
        """
        works = schema.works.c
        query = (
            sa.select(works.id, works.student_id, works.set_id, works.sources)
            .join(schema.students, schema.students.c.work_id == works.id)
            .where(works.set_id == set_id)
            .order_by(works.student_id)
        )
        with self.reader.connect() as connection:
            return [Work(*row) for row in connection.execute(query)]

    def students(self, set_id):
        """Return what is known of each student's submission, by student.

        Returns
        -------
        list of Row
            With the columns of `schema.students`.
        """
        query = sa.select(schema.students).filter_by(set_id=set_id)
        with self.reader.connect() as connection:
            return [*connection.execute(query.order_by(schema.students.c.student_id))]

    def keep(self, work, question_results):
        """Store results of one work in one transaction, and let them count.

        Parameters
        ----------
        work : Work
        question_results : sequence of QuestionResult
        """
        with self.engine.begin() as connection:
            for result in question_results:
                self._keep_one(connection, work, result)

    def _keep_one(self, connection, work, result):
        """Store a result, point to it, and remember what was there before."""
        what = {
            "work_id": work.id,
            "question_id": result.question_id,
            "fingerprint": result.fingerprint,
            "seed": str(result.seed),
        }
        row = what | {
            "state": result.state,
            "points": result.points,
            "max_points": result.max_points,
            "detail": json.loads(json.dumps(result.as_dict())),
            "graded_at": now(),
        }
        upsert = insert(schema.results).values(row)
        if result.state == "fault":  # a fault may pass, and a result never gives way to one
            upsert = upsert.on_conflict_do_nothing()
        else:
            fresh = {key: row[key] for key in ("state", "points", "detail", "graded_at")}
            is_fault = schema.results.c.state == "fault"
            upsert = upsert.on_conflict_do_update(
                index_elements=[*what], set_=fresh, where=is_fault
            )
        connection.execute(upsert)
        after = connection.execute(sa.select(schema.results.c.id).filter_by(**what)).scalar_one()
        key = {"student_id": work.student_id, "set_id": work.set_id}
        key["question_id"] = result.question_id
        query = sa.select(schema.current.c.result_id).filter_by(**key)
        before = connection.execute(query).scalar()
        if before == after:
            return
        point = insert(schema.current).values(key | {"result_id": after})
        point = point.on_conflict_do_update(index_elements=[*key], set_={"result_id": after})
        connection.execute(point)
        move = key | {"before_id": before, "after_id": after, "moved_at": now()}
        connection.execute(sa.insert(schema.moves).values(move))

    def report(self, set_id, problems, student_id=None):
        """Store the problems of a student, or those that belong to none, instead of older ones."""
        owner = {"set_id": set_id, "student_id": student_id}
        rows = [
            owner | {"where": p.where, "what": p.what, "advice": p.advice} | {"found_at": now()}
            for p in problems
        ]
        with self.engine.begin() as connection:
            connection.execute(sa.delete(schema.problems).filter_by(**owner))
            if rows:
                connection.execute(sa.insert(schema.problems), rows)

    def problems(self, set_id):
        """Return the problems of a set.

        Returns
        -------
        list of Problem
        """
        columns = schema.problems.c
        query = sa.select(columns.where, columns.what, columns.advice).filter_by(set_id=set_id)
        with self.reader.connect() as connection:
            return [Problem(*row) for row in connection.execute(query.order_by(columns.where))]


def now():
    """Return the time, in UTC and without a zone, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)
