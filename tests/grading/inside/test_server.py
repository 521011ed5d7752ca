"""The server without a sandbox around it: jobs, reports, clocks, and children that stay behind."""

import os
import signal

import pytest

from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.session import Session
from tests.grading.sandboxed import job, records, value


@pytest.fixture(scope="module")
def session():
    with Session(Limits(wall=1.0, processes=4096, result=1 << 20), is_trusted=True) as trusted:
        yield trusted


def test_a_job_is_answered(session):
    assert value(session.run(job("def f(x):\n    return x.sum()"))) == 3.0


def test_a_job_beyond_its_clock_is_ended(session):
    reply = session.run(job("def f(x):\n    while True:\n        pass"))
    assert reply.reason == "time"
    assert records(reply) == [("defined", None)]


def test_results_beyond_their_limit_are_not_kept(session):
    reply = session.run(job("def f(x):\n    return np.zeros(1 << 20)"))
    assert (reply.reason, reply.output) == ("result", b"")


def test_a_crash_is_reported(session):
    reply = session.run(job("import os\ndef f(x):\n    os.abort()"))
    assert os.WTERMSIG(reply.status) == signal.SIGABRT
    assert records(reply) == [("defined", None)]


def test_an_exit_is_reported_and_the_next_job_runs(session):
    assert session.run(job("import os\nos._exit(3)")).output == b""
    assert value(session.run(job("def f(x):\n    return 1"))) == 1


def test_output_and_input_lead_nowhere(session):
    code = "print('x' * 10**6)\ndef f(x):\n    import sys\n    return sys.stdin.read()"
    assert value(session.run(job(code))) == ""
