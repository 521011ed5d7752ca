"""What a sandbox shows, what it hides, and what is said where there is none."""

import os
import sys

import pytest

from cnnlib.grading import sandbox, syscalls
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.session import Session
from tests.grading.sandboxed import job, needs_sandbox, value


@pytest.fixture(scope="module")
def session():
    with Session(Limits(wall=10.0)) as confined:
        yield confined


def test_without_bubblewrap_nothing_runs(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.SandboxMissing, match=r"apt install bubblewrap\), or pass --trust"):
        Session().run(job("def f(x): return x"))


def test_an_unknown_processor_has_no_sandbox(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(syscalls.platform, "machine", lambda: "riscv64")
    with pytest.raises(sandbox.SandboxMissing, match="grade on one of x86_64, aarch64"):
        sandbox.find_bubblewrap()


def test_a_sandbox_that_cannot_start_says_why(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(sandbox.SandboxMissing, match=r"did not start .No permissions to create"):
        Session().run(job("def f(x): return x"))


def test_copies_of_the_library_among_the_packages_are_hidden(monkeypatch, tmp_path):
    packages = tmp_path / "lib" / "site-packages"
    (packages / "cnnlib").mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "path", [str(packages), str(tmp_path)])
    assert sandbox.own_copies() == [str(packages / "cnnlib")]


def test_a_course_where_students_code_could_read_it_is_refused(monkeypatch, tmp_path):
    (tmp_path / "course" / "exercises").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "course")
    sandbox.require_out_of_sight(tmp_path / "course")
    monkeypatch.setattr(sandbox, "SYSTEM", ("/usr", str(tmp_path)))
    with pytest.raises(sandbox.SandboxMissing, match="move the course, submissions and results"):
        Session().run(job("def f(x): return x"))


@needs_sandbox
def test_only_the_system_and_python_are_seen(session):
    code = "import os\ndef f(x):\n    return sorted(os.listdir('/')), os.listdir('/tmp')"
    root, work = value(session.run(job(code)))
    parts = {path.split("/")[1] for path in sandbox.python_paths()}
    system = {"bin", "dev", "etc", "grader", "lib", "lib64", "proc", "tmp", "usr"}
    assert {*root} <= system | parts
    assert work == []


@needs_sandbox
@pytest.mark.parametrize("name", ["cnnlib.ops", "cnnlib.checks.judging", "cnnlib.questions"])
def test_the_library_is_not_there(session, name):
    code = (
        f"try:\n    import {name}\nexcept ImportError:\n    found = False\nelse:\n    found = True"
    )
    assert value(session.run(job(code, "found", [None]))) is False


@needs_sandbox
@pytest.mark.parametrize("place", ["/", "/usr", "/grader", "/dev", "/proc", sys.prefix])
def test_nothing_can_be_written_but_the_temporary_folder(session, place):
    code = f"def f(x):\n    open({place!r} + '/made', 'w')"
    with pytest.raises(AssertionError, match=r"OSError|PermissionError|FileNotFoundError"):
        value(session.run(job(code)))


@needs_sandbox
def test_the_process_is_nobody_and_has_no_rights(session):
    code = "def f(x):\n    return open('/proc/self/status').read()"
    status = dict(line.split(":\t", 1) for line in value(session.run(job(code))).splitlines())
    assert status["CapEff"] == status["CapPrm"] == "0" * 16
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert "0" not in status["Uid"].split()


@needs_sandbox
def test_there_is_no_network(session):
    code = (
        "import socket\ndef f(x):\n    return [socket.socket().connect_ex((host, 80))"
        " for host in ('127.0.0.1', '1.1.1.1')]"
    )
    assert all(value(session.run(job(code))))
