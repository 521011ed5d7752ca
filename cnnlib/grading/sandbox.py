"""The command line of a sandbox: what bubblewrap shows of the system, and what it takes away.

Seen are, read-only: the system's libraries, Python and its packages without cnnlib, and the
folder `inside`.  There is no network, no other process, no home, no course and no submission.
Writable is a temporary folder of limited size, which ends with the sandbox.
"""

import os
import secrets
import shutil
import sys
from pathlib import Path

from cnnlib.grading import syscalls

INSIDE = Path(__file__).parent / "inside"
WORK = "/tmp"
START = (
    "import json, sys; sys.path.insert(0, sys.argv[1]); "
    "from cnnlib.grading.inside import server; server.main(json.loads(sys.argv[2]))"
)
# The sandbox is the first that the kernel ends when the machine runs out of memory.  Where root
# says so here, nothing inside can take it back; /proc is read-only there, too.
FIRST_TO_GO = ("/bin/sh", "-c", 'echo 1000 > /proc/self/oom_score_adj && exec "$@"', "sh")
SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
NAMESPACES = ("pid", "net", "ipc", "uts")
FIRST_USER, USERS = 1_000_000_000, 1_000_000_000  # numbers that no account has
VARIABLES = {
    "HOME": WORK,
    "TMPDIR": WORK,
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class SandboxMissing(RuntimeError):
    """There is no sandbox on this machine, and nothing is run."""


def find_bubblewrap():
    """Return the path of bubblewrap, or say what to do without it."""
    path = shutil.which("bwrap")
    if path is None:
        raise SandboxMissing(
            "no sandbox: bubblewrap is not installed, and students' code is not run without it. "
            "Install it (Debian, Ubuntu: apt install bubblewrap), or pass --trust if you have "
            "read every submission and trust it"
        )
    if not syscalls.supports():
        raise SandboxMissing(
            "no sandbox: there is no filter of system calls for this kind of processor; "
            f"grade on one of {', '.join(syscalls.MACHINES)}"
        )
    for place in (INSIDE.parents[2], Path.cwd()):
        require_out_of_sight(place)
    return path


def require_out_of_sight(place):
    """Refuse a course in a folder that students' code may read, such as one below /usr."""
    shown = next((part for part in (*SYSTEM, *python_paths()) if place.is_relative_to(part)), None)
    if shown and (place / "exercises").is_dir():
        raise SandboxMissing(
            f"no sandbox: the course in {place} lies below {shown}, which students' code may "
            "read: move the course, submissions and results to another place"
        )


def python_command(folder, settings):
    """Return the command that starts the server; `folder` holds cnnlib/grading/inside."""
    return [sys.executable, "-s", "-P", "-B", "-c", START, str(folder), settings]


def bubblewrap_options(limits, filter_descriptor):
    """Return bubblewrap's arguments, without the command that it starts."""
    options = [*_namespaces(), "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
    for name, value in VARIABLES.items():
        options += ["--setenv", name, value]
    for path in SYSTEM:
        options += _shown_as_it_is(path)
    for path in python_paths():
        options += [*_parents(path), "--ro-bind", path, path]
    for path in own_copies():
        options += ["--perms", "0755", "--tmpfs", path, "--remount-ro", path]
    inside = "/grader/cnnlib/grading/inside"
    options += [*_parents(inside), "--ro-bind", str(INSIDE), inside]
    options += ["--perms", "0755", "--dir", "/dev"]
    for device in ("/dev/null", "/dev/urandom", "/dev/random"):
        options += ["--dev-bind", device, device]
    options += [
        "--proc",
        "/proc",
        "--remount-ro",
        "/proc",
        "--perms",
        "1777",
        "--size",
        str(limits.disk),
    ]
    options += ["--tmpfs", WORK, "--chdir", WORK, "--remount-ro", "/"]
    return [*options, "--seccomp", str(filter_descriptor)]


def server_user():
    """Return a user for the server to become: 0 (none) where the grader is no root itself."""
    return 0 if os.geteuid() else FIRST_USER + secrets.randbelow(USERS)


def trusted_user():
    """Return the user that trusted code runs as: 0 (none), or the one that root has named.

    In a container that ends with one submission, ``CNN_GRADE_USER`` keeps it from the results.
    """
    return 0 if os.geteuid() else int(os.environ.get("CNN_GRADE_USER", "0"))


def _namespaces():
    """Return what is cut off; a user of its own only where there is no root to come from."""
    options = [f"--unshare-{name}" for name in NAMESPACES] + ["--unshare-cgroup-try"]
    if os.geteuid():
        return [*options, "--unshare-user", "--uid", "1000", "--gid", "1000"]
    keep = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [*options, "--cap-drop", "ALL", *keep]


def _shown_as_it_is(path):
    """Return options that show a path of the system: a link as a link."""
    if os.path.islink(path) and not path.startswith("/etc/"):
        return ["--symlink", os.readlink(path), path]
    return [*_parents(path), "--ro-bind", path, path] if os.path.exists(path) else []


def _parents(path):
    """Return options that make the folders above a path, readable for the server's user."""
    above = [str(folder) for folder in reversed(Path(path).parents) if str(folder) != "/"]
    return [word for folder in above for word in ("--perms", "0755", "--dir", folder)]


def python_paths():
    """Return the folders of Python and of its packages that the system's folders do not hold."""
    found = []
    for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)):
        for part in ("bin", "lib", "lib64", "pyvenv.cfg"):
            path = os.path.join(prefix, part)
            if os.path.exists(path) and not path.startswith("/usr/"):
                found.append(path)
    return found


def own_copies():
    """Return the folders of cnnlib among the packages shown: they hold solutions."""
    shown = (*SYSTEM, *python_paths())
    copies = (os.path.join(folder, "cnnlib") for folder in sys.path if folder)
    return [
        path
        for path in dict.fromkeys(copies)
        if os.path.isdir(path) and path.startswith(tuple(f"{folder}/" for folder in shown))
    ]
