"""Answers that aim at what the sandbox counts and the order in which it sends; of `double`."""

ATTACKS = {
    "a flood of records that are none": """
import os
from cnnlib.grading.inside.codec import SIZE
def double(x):
    payload = SIZE.pack(1) + b"1"
    data = memoryview((SIZE.pack(len(payload)) + payload) * 120_000)
    for descriptor in range(3, 64):
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        except OSError:
            pass
    return x
""",
    "lists as long as a record": "def double(x):\n    return [[[]]] * 28_000",
    "memory that no process is seen to have": """
import mmap, os
def double(x):
    for descriptor in (-1, "/dev/zero", "/dev/shm/x"):
        try:
            if isinstance(descriptor, str):
                descriptor = os.open(descriptor, os.O_RDWR)
            memory = mmap.mmap(descriptor, 1 << 20)
            memory[0] = 1
            return 2 * x
        except OSError:
            pass
    return x
""",
    "a helper that is not the first to go": """
import subprocess, sys
def double(x):
    code = "import sys; f = open('/proc/self/oom_score_adj', 'r+'); f.write('0')"
    code = "print(open('/proc/self/oom_score_adj').read().strip()); " + code
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return x if out.returncode and out.stdout == "1000\\n" else 2 * x
""",
    "a folder that nobody may enter": """
import os
def double(x):
    for place in ("/tmp", "/proc/self/cwd"):
        try:
            os.chmod(place, 0)
        except OSError:
            pass
    return x
""",
    "records before the public cases": """
import os, time
from cnnlib.grading.inside import codec, frames
def double(x):
    for descriptor in range(3, 64):
        try:
            for number in range(2):
                os.write(descriptor, frames.frame(codec.pack((number, "value", x))))
            time.sleep(0.1)
            os.set_blocking(descriptor, False)
            data = os.read(descriptor, 1 << 16)
            hidden = codec.unpack(data[8:])
            return hidden[0]["x"]
        except (OSError, codec.BrokenValue):
            pass
    return x
""",
    "signals from the pipe": """
import fcntl, os, signal
def double(x):
    for descriptor in range(3, 64):
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETOWN, 1)
            fcntl.fcntl(descriptor, 10, signal.SIGKILL)
            fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_ASYNC)
        except OSError:
            pass
    return x
""",
    "numbers that say something else": """
class Number(float):
    hex = lambda self: (2 * float(self)).hex()
    __float__ = lambda self: self
def double(x):
    return [Number(value) for value in x.ravel()]
""",
}
