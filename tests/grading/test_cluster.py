"""The same grading on a Dask cluster of two processes, one of them killed in the middle."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from cnnlib.grading.collect import collect
from cnnlib.grading.runs import Tally, grade
from cnnlib.grading.spreading import spread_on_cluster
from cnnlib.grading.standings import moves, standings
from tests.grading.class_of import SET, WRONG, Class, points
from tests.grading.sandboxed import needs_sandbox

STUDENTS = 12
DASK = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5",
    "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
}


def start(*arguments):
    """Start a part of a cluster on the loopback; its messages come on the standard error."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | DASK | path
    )


def end(process):
    """End a process that this test started."""
    process.kill()
    process.communicate()


@pytest.fixture
def scheduler(tmp_path):
    """Address of a scheduler with two workers, and the workers."""
    where = ("--host", "127.0.0.1", "--no-dashboard")
    head = start("scheduler", *where, "--port", "0")
    address = next(m[1] for line in head.stderr if (m := re.search(r"(tcp://[\d.:]+)", line)))
    workers = [
        start(
            "worker", address, *where, "--nthreads", "1", "--no-nanny",
            "--local-directory", str(tmp_path / name),
        )
        for name in "ab"
    ]  # fmt: skip
    for worker in workers:
        next(line for line in worker.stderr if "Registered to" in line)
    yield address, workers
    for process in (*workers, head):
        end(process)


@needs_sandbox
def test_a_killed_worker_costs_nobody_anything(tmp_path, scheduler):
    address, workers = scheduler
    group = Class(tmp_path)
    for number in range(STUDENTS):
        group.hand_in(f"s{number:02}", double=WRONG if number % 3 else group.right["ps9-double"])
    done = []

    def advance():
        done.append(time.monotonic())
        if len(done) == 3:
            workers[0].send_signal(signal.SIGKILL)

    submissions, _ = collect(group.root / "submitted", SET)
    tally = grade(group.store, group.plan(scheduler=address), submissions, advance)
    assert tally == Tally(graded=STUDENTS, skipped=0, failed=0)
    found = points(standings(group.store, SET))
    assert [found[f"s{n:02}", "double"] for n in range(STUDENTS)] == [
        0 if n % 3 else 4 for n in range(STUDENTS)
    ]
    assert {found[f"s{n:02}", "conv2d"] for n in range(STUDENTS)} == {10}
    assert moves(group.store, SET) == []


def test_a_scheduler_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr("cnnlib.grading.spreading.CONNECT_SECONDS", 1)
    with pytest.raises(OSError, match=r"127\.0\.0\.1:9"):
        next(spread_on_cluster(len, [("a", "a")], "tcp://127.0.0.1:9"))
