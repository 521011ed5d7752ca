"""The first process of the sandbox: imports NumPy once, then forks a child for each question.

It runs no student's code.  Inside bubblewrap it is process 1 of its own world: no signal from
inside can end it, and it ends all others after each question.  It reads jobs on descriptor 0 and
answers on descriptor 1, with a report and the bytes that the child wrote.
"""

import importlib
import json
import os
import select
import signal
import sys
import time

from cnnlib.grading.inside import child, codec, confine, frames, quiet_checks
from cnnlib.grading.inside.later import Later

LARGEST_JOB = 1 << 30
TICK = 0.05  # seconds between looks at clock and memory


def main(settings):
    """Confine this process, import what was asked for, and serve until the input ends."""
    if settings["uid"]:
        confine.become_user(settings["uid"])
    if settings["is_sandboxed"]:
        if os.getpid() != 1:
            raise SystemExit("the server is not process 1 of its sandbox")
        confine.hide_from_children()
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # process 1 ignores what has no handler
    sys.modules["cnnlib.checks"] = sys.modules["cnnlib"].checks = quiet_checks
    sys.modules["cnnlib"].__getattr__ = quiet_checks.absent
    for name in settings["preload"]:
        importlib.import_module(name)
    # Opened before any student's code could forbid it.
    settings["here"] = os.open(".", os.O_RDONLY)
    frames.write_all(1, frames.frame(b"ready"))
    while (job := frames.read_frame(0, LARGEST_JOB)) is not None:
        report, output = run_job(job, settings)
        reply = json.dumps(report).encode()
        frames.write_all(1, frames.frame(reply) + frames.frame(output))


def run_job(job, settings):
    """Run one question in a child; return a report and what the child wrote."""
    job = codec.unpack(job)
    reading, writing = os.pipe()
    more, feeding = os.pipe()
    pid = os.fork()
    if pid == 0:
        child.run_and_exit(job, writing, more, settings["limits"])
    os.close(writing)
    os.close(more)
    later = Later(feeding, 1 + len(job["cases"]) if job["has_more"] else None)
    watch = Watch(pid, reading, later, settings)
    try:
        watch.until_the_end()
    finally:
        is_alone = end_all(pid, settings["is_sandboxed"])
        watch.drain()
        os.close(reading)
        later.close()
    report = {"status": watch.status, "reason": watch.reason}
    report["is_clean"] = is_alone and watch.reason is None and not os.listdir(settings["here"])
    return report, b"" if watch.reason == "result" else bytes(watch.output)


def end_all(pid, is_sandboxed):
    """End every process but this one; tell whether there was none besides the child."""
    if not is_sandboxed:  # nothing but the child's own group may be touched
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            return True
        return False
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        return True
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return False


def files_in_use(here):
    """Return how many files and folders there are beside an open folder: each takes memory."""
    folder = os.fstatvfs(here)
    return folder.f_files - folder.f_ffree


class Watch:
    """A child, its pipe and its clock; `reason` says why it was ended, None if it ended itself."""

    def __init__(self, pid, reading, later, settings):
        self.pid, self.reading, self.later = pid, reading, later
        self.limits = settings["limits"]
        self.is_sandboxed = settings["is_sandboxed"]
        self.here = settings["here"]
        self.deadline = time.monotonic() + self.limits["wall"]
        self.output = bytearray()
        self.next_look = 0.0
        self.status = None
        self.reason = None
        os.set_blocking(reading, False)

    def until_the_end(self):
        """Collect output until the child ends or passes a limit."""
        waiting_for = [self.reading, 0]
        tick = TICK
        while self.reason is None and not self.has_ended():
            ready, hungry, _ = select.select(waiting_for, self.later.waiting, [], tick)
            if 0 in ready:  # nothing is sent during a job: the grader has gone
                sys.exit(1)
            if self.reading in ready and not self.read_some():
                waiting_for = [0]  # the child has closed its end, as a rule because it ends
                tick = TICK / 100
            if self.later.is_due(self.output) and not self.later.fetch():
                sys.exit(1)
            if hungry:
                self.later.feed()
            tick = min(TICK, 1.5 * tick)
            self.look()
        if self.reason is not None:
            os.kill(self.pid, signal.SIGKILL)
            self.status = os.waitpid(self.pid, 0)[1]

    def has_ended(self):
        """Tell whether the child has ended; keep how."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = status
        return bool(pid)

    def read_some(self):
        """Read what is there; tell whether more can come."""
        try:
            piece = os.read(self.reading, 1 << 20)
        except BlockingIOError:
            return True
        self.output += piece
        return bool(piece)

    def look(self):
        """Compare output and clock with their limits, and memory, from time to time."""
        now = time.monotonic()
        if len(self.output) > self.limits["result"]:
            self.reason = "result"
        elif now > self.deadline:
            self.reason = "time"
        elif self.is_sandboxed and now > self.next_look:
            self.next_look = now + TICK
            if self.memory_used() > self.limits["memory"]:
                self.reason = "memory"
            elif files_in_use(self.here) > self.limits["files"]:
                self.reason = "files"

    def memory_used(self):
        """Return the bytes that the processes of the question added to those of this one."""
        own = confine.resident_bytes(os.getpid())
        others = [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]
        return sum(max(0, confine.resident_bytes(pid) - own) for pid in others)

    def drain(self):
        """Read what is left in the pipe, after every writer has ended."""
        while len(self.output) <= self.limits["result"]:
            before = len(self.output)
            self.read_some()
            if len(self.output) == before:
                break
