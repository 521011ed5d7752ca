"""Code that attacks the machine, the grader or the class; each is the source of `double`."""

ATTACKS = {
    "an endless loop": "def double(x):\n    while True:\n        pass",
    "sleep": "import time\ndef double(x):\n    time.sleep(1000)",
    "deaf to signals": """
import signal, time
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
def double(x):
    while True:
        pass
""",
    "exit": "import sys\ndef double(x):\n    sys.exit(0)",
    "hard exit": "import os\nos._exit(0)",
    "abort": "import os\ndef double(x):\n    os.abort()",
    "segmentation fault": "import ctypes\ndef double(x):\n    ctypes.string_at(0)",
    "recursion without end": """
import sys
sys.setrecursionlimit(10**9)
def double(x): return double(x)
""",
    "an interrupt": "def double(x):\n    raise KeyboardInterrupt",
    "an error that cannot be shown": """
class Odd(Exception):
    def __str__(self): raise Odd
    __repr__ = __str__
def double(x): raise Odd
""",
    "a fork bomb": """
import os
def double(x):
    while True:
        try:
            os.fork()
        except OSError:
            pass
""",
    "a bomb of a shell": """
import subprocess
def double(x):
    subprocess.run(["/bin/sh", "-c", "b() { b | b & }; b"])
    return x
""",
    "threads without end": """
import threading, time
def double(x):
    threads = []
    while True:
        threads.append(threading.Thread(target=time.sleep, args=(1000,)))
        threads[-1].start()
""",
    "a daemon": """
import os, time
def double(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                time.sleep(0.01)
                for number in range(2, 100):
                    for descriptor in range(64):
                        try:
                            with open(f"/proc/{number}/fd/{descriptor}", "wb") as file:
                                file.write(b"junk")
                        except OSError:
                            pass
        os._exit(0)
    return x
""",
    "another program": "import os\ndef double(x):\n    os.execv('/bin/sleep', ['sleep', '1000'])",
    "memory without end": """
def double(x):
    data = []
    while True:
        data.append(np.ones(1 << 22))
""",
    "memory of many": """
import os, time
def double(x):
    while True:
        try:
            if os.fork() == 0:
                data = np.ones(30 << 20)
                time.sleep(1000)
        except (OSError, MemoryError):
            time.sleep(0.01)
""",
    "shared memory": """
import ctypes
def double(x):
    libc = ctypes.CDLL(None)
    return np.array([libc.shmget(0, 1 << 30, 0o1666), libc.memfd_create(b"a", 0)])
""",
    "a full disk": """
def double(x):
    for number in range(1000):
        with open(f"/tmp/{number}", "wb") as file:
            file.write(bytes(8 << 20))
    return x
""",
    "files without end": """
import time
def double(x):
    end = time.monotonic() + 0.5
    number = 0
    while time.monotonic() < end:
        open(f"/tmp/{number}", "w").close()
        number += 1
    return x
""",
    "200 MB of text": """
def double(x):
    for _ in range(200):
        print("x" * 10**6)
    return x
""",
    "results without end": """
import os
def double(x):
    while True:
        for descriptor in range(3, 10):
            try:
                os.write(descriptor, bytes(1 << 16))
            except OSError:
                pass
""",
    "all processes": "import os\ndef double(x):\n    os.kill(-1, 9)\n    return x",
    "the parent": """
import os, signal
def double(x):
    for number in (9, 15, 2, 19, 20, 1):
        for process in (os.getppid(), 1):
            os.kill(process, number)
    return x
""",
    "stop": "import os, signal\ndef double(x):\n    os.kill(os.getpid(), signal.SIGSTOP)",
    "the parent's memory": """
import ctypes, os
def double(x):
    libc = ctypes.CDLL(None)
    result = libc.ptrace(16, os.getppid(), 0, 0)
    for name in ("mem", "environ", "maps"):
        try:
            open(f"/proc/{os.getppid()}/{name}", "r+b").write(b"x")
            result += 1000
        except OSError:
            pass
    return np.full(x.shape, result)
""",
    "more rights": """
import ctypes, os, resource
def double(x):
    libc = ctypes.CDLL(None)
    done = [libc.unshare(0x10000000), libc.setuid(0)]
    done.append(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))
    for name in ("RLIMIT_NPROC", "RLIMIT_AS", "RLIMIT_CPU"):
        try:
            resource.setrlimit(getattr(resource, name), (-1, -1))
            done.append(0)
        except (ValueError, OSError):
            pass
    if 0 in done:
        os.kill(os.getpid(), 9)
    return np.array(done)
""",
    "writing outside": """
import os, pathlib, sys
def double(x):
    places = [{root!r}, {root!r} + "/submitted/ann", "/usr", "/usr/lib", "/etc", "/dev", "/grader",
              "/proc/sys/kernel", os.path.dirname(np.__file__), sys.prefix, "/root", "/home", "/"]
    for place in places:
        try:
            pathlib.Path(place).mkdir(parents=True, exist_ok=True)
            (pathlib.Path(place) / "attacked").write_text("x")
        except OSError:
            pass
    return x
""",
    "the store": """
import sqlite3
def double(x):
    with sqlite3.connect({root!r} + "/grades.db") as store:
        store.execute("UPDATE results SET points = 1000")
    return x
""",
    "deleting a classmate": """
import shutil
def double(x):
    shutil.rmtree({root!r} + "/submitted", ignore_errors=True)
    shutil.rmtree("/", ignore_errors=True)
    return x
""",
    "the network": """
import socket
def double(x):
    for place in (("127.0.0.1", {port}), ("localhost", {port})):
        try:
            socket.create_connection(place, timeout=0.2).sendall(b"attacked")
        except OSError:
            pass
    return x
""",
    "a trap for the next question": """
import os
def double(x):
    for name in ("numpy.py", "sitecustomize.py", "cnnlib.py", "usercustomize.py"):
        with open("/tmp/" + name, "w") as file:
            file.write("import os; os._exit(1)")
    os.environ["PYTHONPATH"] = "/tmp"
    os.symlink("/grader", "/tmp/link")
    return x
""",
    "the terminal": """
import fcntl, termios
def double(x):
    for descriptor in range(3):
        try:
            for letter in "exit\\n":
                fcntl.ioctl(descriptor, termios.TIOCSTI, letter.encode())
        except OSError:
            pass
    return x
""",
    "a null byte": "def double(x):\n    return 2 * x\x00",
    "a source that breaks the parser": "double = " + "(" * 50_000,
    "a source that breaks the compiler": "double = " + "-" * 100_000 + "1",
    "a source of one giant number": "double = " + "9" * 100_000,
    "half a character": "def double(x):\n    return '\ud800'",
    "a loop in the definition": "while True:\n    pass\ndef double(x): return x",
    "code at the end": """
import atexit, os, threading
atexit.register(os.system, "sleep 1000")
threading.Thread(target=lambda: os.system("sleep 1000"), daemon=False).start()
def double(x): return x
""",
}
