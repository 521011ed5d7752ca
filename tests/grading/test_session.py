"""A sandbox serves job by job, is replaced after an unclean one, and ends with its owner."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.session import Session
from tests.grading.sandboxed import job, needs_sandbox, records, value

GOOD = job("def f(x):\n    return 2 * x")
pytestmark = needs_sandbox


@pytest.fixture(scope="module")
def session():
    with Session(Limits(wall=1.5, cpu=1, memory=1 << 30, processes=12)) as confined:
        yield confined


def test_clean_jobs_share_a_sandbox(session):
    assert value(session.run(GOOD)).tolist() == [0, 2, 4]
    first = session.process.pid
    session.run(job("def f(x):\n    raise ValueError"))
    assert session.process.pid == first


@pytest.mark.parametrize(
    "code",
    [
        "import os\ndef f(x):\n    open('left', 'w')",
        "import os, time\ndef f(x):\n    if os.fork() == 0:\n        time.sleep(100)",
        "import time\ndef f(x):\n    time.sleep(100)",
    ],
)
def test_after_an_unclean_job_a_fresh_one_is_started(session, code):
    session.run(job(code))
    assert session.process is None
    assert value(session.run(GOOD)).tolist() == [0, 2, 4]


def test_forks_are_counted(session):
    code = (
        "import os, time\ndef f(x):\n    made = 0\n    try:\n        while made < 1000:\n"
        "            if os.fork() == 0:\n                time.sleep(100)\n            made += 1\n"
        "    except OSError:\n        pass\n    return made"
    )
    assert 5 < value(session.run(job(code))) < 12


def test_memory_of_one_process_is_limited(session):
    with pytest.raises(AssertionError, match="MemoryError"):
        value(session.run(job("def f(x):\n    return len(bytearray(2 << 30))")))


def test_memory_of_all_processes_together_is_limited():
    code = (
        "import os, time\ndef f(x):\n    for _ in range(3):\n        if os.fork() == 0:\n"
        "            data = np.ones(24_000_000)\n            time.sleep(100)\n"
        "    time.sleep(100)"
    )
    with Session(Limits(wall=20.0, memory=500 << 20)) as small:
        assert small.run(job(code)).reason == "memory"


def test_the_number_of_files_is_limited(session):
    code = (
        "import os, time\ndef f(x):\n    for number in range(2100):\n"
        "        os.symlink('nowhere', str(number))\n    time.sleep(100)"
    )
    assert session.run(job(code)).reason == "files"


def test_files_are_limited_one_by_one_and_together(session):
    code = (
        "def f(x):\n    sizes = []\n    for name in 'abcdefgh':\n        try:\n"
        "            with open(name, 'wb') as file:\n"
        "                for _ in range(40):\n"
        "                    file.write(bytes(1 << 20))\n                    file.flush()\n"
        "        except OSError as error:\n            sizes.append(error.errno)\n    return sizes"
    )
    errors = value(session.run(job(code)))
    assert 27 in errors  # EFBIG
    assert 28 in errors  # ENOSPC


def test_torch_works_where_it_is_asked_for():
    code = "import torch\ndef f(x):\n    return torch.from_numpy(x).sum()"
    with Session(Limits(), preload=("numpy.random", "torch")) as torches:
        assert value(torches.run(job(code))) == 3.0


def test_a_reply_that_never_comes_is_given_up(session, monkeypatch):
    session.run(GOOD)
    monkeypatch.setattr("cnnlib.grading.session.GRACE_SECONDS", -1.4)
    assert session.run(job("def f(x):\n    import time\n    time.sleep(1)")).reason == "sandbox"


def test_a_sandbox_that_breaks_down_once_stops_no_class(monkeypatch):
    with Session(Limits(wall=5.0)) as broken:
        broken.run(GOOD)
        broken.close()
        monkeypatch.setenv("PATH", "/nowhere")
        assert broken.run(GOOD).reason == "sandbox"


def test_the_sandbox_ends_with_a_grader_that_is_killed():
    code = (
        "import sys, time\nfrom cnnlib.grading.session import Session\n"
        "session = Session()\nsession._start()\nprint(session.process.pid, flush=True)\n"
        "time.sleep(100)"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    outer = int(grader.stdout.readline())
    children = Path(f"/proc/{outer}/task/{outer}/children").read_text().split()
    assert children
    grader.kill()
    grader.communicate()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(os.path.exists(f"/proc/{pid}") for pid in children):
        time.sleep(0.05)
    assert not [pid for pid in children if os.path.exists(f"/proc/{pid}")]


def test_records_of_finished_cases_stay(session):
    code = "import os\ndef f(x):\n    if x > 1:\n        os._exit(0)\n    return x"
    reply = session.run(job(code, cases=[{"x": 1}, {"x": 2}, {"x": 3}]))
    assert records(reply) == [("defined", None), (0, "value", 1)]
