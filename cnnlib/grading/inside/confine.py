"""What a process of the sandbox takes away from itself, before any student's code runs."""

import ctypes
import os
import resource
import signal

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4


def become_user(uid):
    """Give up root for a user that owns nothing; the right to come back is given up as well."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def hide_from_children():
    """Let no process look into this one, and end it with the grader.

    Changing the user has cleared the death signal, so that it is set here.
    """
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def prctl(option, value):
    """Call the kernel's prctl, which Python does not offer."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, int(value), 0, 0, 0):
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def limit_resources(limits):
    """Set the kernel's limits for this process and all that it starts."""
    cpu = max(1, int(limits["cpu"]))
    chosen = {
        "RLIMIT_AS": (limits["memory"], limits["memory"]),
        "RLIMIT_CPU": (cpu, cpu + 1),
        "RLIMIT_FSIZE": (limits["file_size"], limits["file_size"]),
        "RLIMIT_NOFILE": (limits["open_files"], limits["open_files"]),
        "RLIMIT_NPROC": (limits["processes"], limits["processes"]),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_MSGQUEUE": (0, 0),
        "RLIMIT_MEMLOCK": (0, 0),
    }
    for name, values in chosen.items():
        if hasattr(resource, name):
            resource.setrlimit(getattr(resource, name), values)


def resident_bytes(pid):
    """Return the memory of a process, 0 where it has ended."""
    try:
        with open(f"/proc/{pid}/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
