"""The tables of the one file that keeps all results, and how it is opened.

Results are never changed: `current` points to the one that counts, `moves` remembers each change.
Several runs may use the file at once: a writer waits for another one, a reader for nobody.
"""

from pathlib import Path

import sqlalchemy as sa

WAIT_SECONDS = 60

metadata = sa.MetaData()


def _key(*names):
    """Return columns of text that form a primary key."""
    return [sa.Column(name, sa.Text, primary_key=True) for name in names]


settings = sa.Table("settings", metadata, *_key("key"), sa.Column("value", sa.Text, nullable=False))

works = sa.Table(  # what was handed in: sources only
    "works",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("student_id", sa.Text, nullable=False),
    sa.Column("set_id", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("sources", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("student_id", "set_id", "digest"),
)

students = sa.Table(  # what a student handed in last, and what the platform said of it
    "students",
    metadata,
    *_key("student_id", "set_id"),
    sa.Column("work_id", sa.ForeignKey("works.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("submitted_at", sa.DateTime(timezone=True)),
    sa.Column("is_late", sa.Boolean, nullable=False),
    sa.Column("platform", sa.JSON, nullable=False),
)

results = sa.Table(
    "results",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("work_id", sa.ForeignKey("works.id"), nullable=False),
    sa.Column("question_id", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("seed", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("points", sa.Float),
    sa.Column("max_points", sa.Float, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("graded_at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("work_id", "question_id", "fingerprint", "seed"),
)

current = sa.Table(
    "current",
    metadata,
    *_key("student_id", "set_id", "question_id"),
    sa.Column("result_id", sa.ForeignKey("results.id"), nullable=False),
)

marks = sa.Table(  # what a person gave; the last one of a question counts
    "marks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("student_id", sa.Text, nullable=False),
    sa.Column("set_id", sa.Text, nullable=False),
    sa.Column("question_id", sa.Text, nullable=False),
    sa.Column("result_id", sa.ForeignKey("results.id"), nullable=False),
    sa.Column("points", sa.Float),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("grader", sa.Text, nullable=False),
    sa.Column("given_at", sa.DateTime, nullable=False),
)

moves = sa.Table(
    "moves",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("student_id", sa.Text, nullable=False),
    sa.Column("set_id", sa.Text, nullable=False),
    sa.Column("question_id", sa.Text, nullable=False),
    sa.Column("before_id", sa.ForeignKey("results.id")),
    sa.Column("after_id", sa.ForeignKey("results.id"), nullable=False),
    sa.Column("moved_at", sa.DateTime, nullable=False),
)

problems = sa.Table(
    "problems",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("set_id", sa.Text, nullable=False),
    sa.Column("student_id", sa.Text),
    sa.Column("where", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("advice", sa.Text, nullable=False),
    sa.Column("found_at", sa.DateTime, nullable=False),
)

sa.Index("results_of_a_work", results.c.work_id)
sa.Index("marks_of_a_set", marks.c.set_id)


def open_database(path):
    """Return an engine for a file, which is made where there is none.

    Parameters
    ----------
    path : path
        Its folder must exist.

    Returns
    -------
    sqlalchemy.Engine
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent} for the store: make it first")
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_SECONDS})
    sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", _on_begin)
    try:
        metadata.create_all(engine)
    except sa.exc.DatabaseError as error:
        raise ValueError(f"{path} is no store of cnn-grade ({error.orig}): name another") from error
    return engine


def _on_connect(connection, _record):
    """Leave transactions to SQLAlchemy, and let readers go on while one writes."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection):
    """Take the lock at the beginning, so that two writers wait instead of failing."""
    is_reading = connection.get_execution_options().get("is_reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
