"""Hidden cases come when the records of the first ones are whole, and leave nothing behind."""

import os

from cnnlib.grading.inside import codec, frames
from cnnlib.grading.inside.later import Later
from cnnlib.grading.session import Session
from tests.grading.sandboxed import job, needs_sandbox, records

TWO = [{"x": 1.0}, {"x": 2.0}]


def later(after):
    reading, feeding = os.pipe()
    return reading, Later(feeding, after)


def test_they_are_due_once_when_all_records_are_whole():
    reading, one = later(2)
    output = bytearray(frames.frame(b"first"))
    assert not one.is_due(output)
    output += frames.frame(b"second")[:-1]
    assert not one.is_due(output)
    output += b"d" + frames.frame(b"third")
    assert one.is_due(output)
    assert not one.is_due(output)
    os.close(reading)
    one.close()


def test_nothing_is_due_where_there_is_no_more():
    reading, one = later(None)
    assert not one.is_due(frames.frame(b"first") * 9)
    os.close(reading)
    one.close()


def test_a_child_that_does_not_read_stops_nobody():
    reading, one = later(1)
    one.data = bytearray(1 << 20)
    one.left = memoryview(one.data)
    one.feed()
    assert 0 < len(one.left) < 1 << 20
    one.feed()
    os.close(reading)
    one.feed()
    assert one.waiting == []
    one.close()


@needs_sandbox
def test_many_hidden_cases_are_answered():
    hidden = codec.pack([{"x": float(n)} for n in range(9_000)])
    assert len(hidden) > 1 << 18
    with Session() as session:
        code = "def f(x):\n    return x"
        reply = session.run(job(code, cases=TWO, has_more=True), hidden)
        assert [record[2] for record in records(reply)[1:]] == [1.0, 2.0, *range(9_000)]
        again = session.run(job(code, cases=TWO, has_more=True), codec.pack([]))
        assert len(records(again)) == 3


@needs_sandbox
def test_a_cell_that_defines_nothing_is_given_none():
    with Session() as session:
        reply = session.run(job("g = 1", has_more=True), codec.pack(TWO))
        assert records(reply) == [("undefined", None)]
