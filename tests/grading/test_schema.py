"""The file opens, twice at a time, and what is no store is refused in words."""

import pytest
import sqlalchemy as sa

from cnnlib.grading import schema


def test_a_file_is_made_and_opened_again(tmp_path):
    for _ in range(2):
        engine = schema.open_database(tmp_path / "grades.db")
        tables = sa.inspect(engine).get_table_names()
    assert {*tables} == {*schema.metadata.tables}


def test_a_reader_does_not_wait_for_a_writer(tmp_path):
    one, two = (schema.open_database(tmp_path / "grades.db") for _ in range(2))
    with one.begin() as writing:
        writing.execute(sa.insert(schema.settings).values(key="a", value="b"))
        with two.execution_options(is_reading=True).connect() as reading:
            assert reading.execute(sa.select(schema.settings)).all() == []
    with two.connect() as reading:
        assert reading.execute(sa.select(schema.settings)).all() == [("a", "b")]


def test_what_is_no_store_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("no store, but a text that is long enough " * 50)
    with pytest.raises(ValueError, match=r"notes.txt is no store of cnn-grade"):
        schema.open_database(tmp_path / "notes.txt")
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        schema.open_database(tmp_path / "none" / "grades.db")
