"""A process takes from itself what it asked to lose; tried in processes of their own."""

import json
import os
import resource
import subprocess
import sys

import pytest

from cnnlib.grading.inside import confine
from cnnlib.grading.inside.limits import Limits


def run(code, *arguments):
    """Return what a fresh Python prints."""
    command = [sys.executable, "-c", "from cnnlib.grading.inside import confine\n" + code]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=True).stdout


def test_limits_of_the_kernel_are_set():
    code = (
        "import json, resource, sys\nconfine.limit_resources(json.loads(sys.argv[1]))\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[1], resource.getrlimit(resource.RLIMIT_CPU),"
        "resource.getrlimit(resource.RLIMIT_NPROC)[0], resource.getrlimit(resource.RLIMIT_CORE))"
    )
    limits = Limits(memory=3 << 30, cpu=7, processes=200)
    assert run(code, json.dumps(limits.as_dict())).split() == [
        str(3 << 30), "(7,", "8)", "200", "(0,", "0)",
    ]  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_user_that_owns_nothing_cannot_come_back():
    code = (
        "import os\nconfine.become_user(1234567890)\n"
        "print(os.getuid(), os.getgid(), os.getgroups())\ntry:\n    os.setuid(0)\n"
        "except PermissionError:\n    print('no way back')"
    )
    assert run(code) == "1234567890 1234567890 []\nno way back\n"


def test_a_process_can_hide():
    code = (
        "confine.hide_from_children()\nimport ctypes\nprint(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert run(code) == "0\n"  # PR_GET_DUMPABLE


def test_memory_of_a_process_is_read():
    used = confine.resident_bytes(os.getpid())
    assert 1 << 20 < used <= 2 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    assert confine.resident_bytes(2**22 + 5) == 0
