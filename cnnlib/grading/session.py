"""One running sandbox: jobs in, reports and bytes out, ended whatever happens.

A clean job leaves no process and no file, so the next one may use the same sandbox.  After any
other job a fresh one is started.  Nothing that comes out of it is more than bytes here.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cnnlib.grading import sandbox, syscalls
from cnnlib.grading.inside.frames import LENGTH, BrokenFrame, frame, require_size
from cnnlib.grading.inside.later import MORE
from cnnlib.grading.inside.limits import Limits

START_SECONDS = 60
GRACE_SECONDS = 10  # beyond a job's own clock, for a machine under load
LARGEST_REPORT = 1 << 16


@dataclass(frozen=True)
class Reply:
    """What came of a job.

    Attributes
    ----------
    reason : str or None
        Why the job was ended: "time", "memory", "files", "result" or
        "sandbox"; None if it ended itself.
    status : int or None
        How its process ended, as `os.waitpid` gives it.
    output : bytes
        What it wrote.
    """

    reason: str | None
    status: int | None
    output: bytes


class Session:
    """A sandbox that starts when it is first needed; a context manager that ends it.

    Parameters
    ----------
    limits : Limits
        For each job.
    preload : sequence of str
        Packages that the server imports before it takes jobs.
    is_trusted : bool
        Run without a sandbox.
    """

    def __init__(self, limits=None, preload=("numpy.random",), is_trusted=False):
        self.limits = limits or Limits()
        self.preload = list(preload)
        self.is_trusted = is_trusted
        self.process = None
        self.folder = None
        self.has_started = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def run(self, job, hidden=b""):
        """Run one job and return its `Reply`; `hidden` (both bytes) is given when it is due."""
        try:
            if self.process is None:
                self._start()
                self.has_started = True
        except sandbox.SandboxMissing:
            if self.has_started:  # it works on this machine, and broke down this once
                return Reply("sandbox", None, b"")
            raise
        try:
            deadline = time.monotonic() + self.limits.wall + GRACE_SECONDS
            self._send(job)
            message = self._receive(LARGEST_REPORT, deadline)
            if message == MORE:
                self._send(hidden)
                message = self._receive(LARGEST_REPORT, deadline)
            report = json.loads(message)
            output = self._receive(self.limits.result + LARGEST_REPORT, deadline)
        except (OSError, EOFError, TimeoutError, ValueError, RecursionError):
            self.close()
            return Reply("sandbox", None, b"")
        if not report["is_clean"]:
            self.close()
        return Reply(report["reason"], report["status"], output)

    def close(self):
        """End the sandbox and all that runs in it."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def _start(self):
        """Start the server, in a sandbox unless it is trusted, and wait until it is ready."""
        settings = {
            "limits": self.limits.as_dict(),
            "preload": self.preload,
            "is_sandboxed": not self.is_trusted,
            "uid": sandbox.trusted_user() if self.is_trusted else sandbox.server_user(),
        }
        text = json.dumps(settings)
        self.process = self._start_trusted(text) if self.is_trusted else self._start_confined(text)
        try:
            self._receive(LARGEST_REPORT, time.monotonic() + START_SECONDS)
        except (OSError, EOFError, TimeoutError, BrokenFrame) as error:
            self.process.kill()
            words = self.process.communicate()[1].decode(errors="replace").strip()
            self.process = None
            raise sandbox.SandboxMissing(
                f"no sandbox: it did not start ({words[-500:] or error}). Students' code is not "
                "run without it: bubblewrap 0.8 or newer must be allowed to make namespaces "
                "(inside a container: start that with --privileged), or pass --trust if you have "
                "read every submission and trust it"
            ) from error

    def _start_confined(self, settings):
        """Start the server in bubblewrap."""
        bubblewrap = sandbox.find_bubblewrap()
        reading, writing = os.pipe()
        try:
            os.write(writing, syscalls.filter_program())
            os.close(writing)
            options = sandbox.bubblewrap_options(self.limits, reading)
            command = [*sandbox.FIRST_TO_GO, bubblewrap, *options]
            command += sandbox.python_command("/grader", settings)
            return popen(command, pass_fds=(reading,))
        finally:
            os.close(reading)

    def _start_trusted(self, settings):
        """Start the server as an ordinary process, in a folder of its own."""
        self.folder = Path(tempfile.mkdtemp(prefix="cnn-grade-"))
        shutil.copytree(sandbox.INSIDE, self.folder / "code" / "cnnlib" / "grading" / "inside")
        work = self.folder / "work"
        work.mkdir()
        if user := sandbox.trusted_user():
            self.folder.chmod(0o755)
            os.chown(work, user, user)
        command = sandbox.python_command(self.folder / "code", settings)
        here = {"HOME": str(work), "TMPDIR": str(work)}
        return popen(command, cwd=work, env=sandbox.VARIABLES | here)

    def _send(self, job):
        """Write a job to the server."""
        self.process.stdin.write(frame(job))
        self.process.stdin.flush()

    def _receive(self, largest, deadline):
        """Return the next message of the server."""
        size = LENGTH.unpack(self._read(LENGTH.size, deadline))[0]
        return self._read(require_size(size, largest), deadline)

    def _read(self, size, deadline):
        """Return exactly `size` bytes, or raise where they do not come in time."""
        descriptor = self.process.stdout.fileno()
        pieces = []
        while size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise TimeoutError("the sandbox did not answer in time")
            piece = os.read(descriptor, min(size, 1 << 20))
            if not piece:
                raise EOFError("the sandbox has ended")
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


def popen(command, **options):
    """Start a process with pipes on all three standard streams."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, **options)
