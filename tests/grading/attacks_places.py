"""Files, descriptors, signals and system calls used against the grader; sources of `double`."""

ATTACKS = {
    "a pipe, a socket and a device in the folder": """
import os, socket, stat
def double(x):
    os.mkfifo("/tmp/fifo")
    socket.socket(socket.AF_UNIX).bind("/tmp/socket")
    try:
        os.mknod("/tmp/device", stat.S_IFBLK | 0o666, os.makedev(8, 0))
        return 2 * x
    except OSError:
        pass
    return open("/tmp/fifo", "rb").read()
""",
    "hard links": """
import os
def double(x):
    done = 0
    inside = "/grader/cnnlib/grading/inside/child.py"
    for target in ("/usr/bin/env", {root!r} + "/grades.db", inside):
        for place in ("/tmp/link", "/grader/link", "/usr/bin/link2"):
            try:
                os.link(target, place)
                done += 1
            except OSError:
                pass
    return np.full(x.shape, done)
""",
    "own memory": """
def double(x):
    with open("/proc/self/mem", "r+b", 0) as memory, open("/proc/self/maps") as maps:
        for line in maps:
            start, end = (int(n, 16) for n in line.split()[0].split("-"))
            if "rw" in line and end - start < 1 << 24:
                try:
                    memory.seek(start)
                    data = memory.read(end - start)
                    if b"expected" in data and b"held" in data:
                        memory.seek(start)
                        memory.write(data.replace(b"value", b"held!"))
                except (OSError, OverflowError, ValueError):
                    pass
    return x
""",
    "descriptors that were left open": """
import os
def double(x):
    words = []
    for d in range(0, 256):
        try:
            words.append(os.readlink(f"/proc/self/fd/{d}"))
        except OSError:
            pass
        for process in (1, os.getppid()):
            try:
                open(f"/proc/{process}/fd/{d}", "wb").write(b"x")
                return 2 * x
            except OSError:
                pass
    files = [w for w in words if w.startswith("/") and not w.startswith(("/dev/null", "/proc"))]
    return 2 * x if files else x
""",
    "signals to the grader": """
import os, signal
def double(x):
    for number in (signal.SIGUSR1, signal.SIGHUP, signal.SIGPIPE, signal.SIGINT, signal.SIGTERM):
        for process in (0, 1, -1, os.getppid(), os.getpgrp()):
            try:
                signal.signal(number, signal.SIG_IGN)
                os.kill(process, number)
            except OSError:
                pass
    return x
""",
    "a flood on every descriptor": """
import os
def double(x):
    for _ in range(400):
        for d in (0, 1, 2):
            os.write(d, b"x" * (1 << 16))
    print("\\x1b[2J" * 100_000)
    return x
""",
    "rings, faults and traces": """
import ctypes
def double(x):
    libc = ctypes.CDLL(None, use_errno=True)
    done = [libc.syscall(n, 0, 0, 0, 0, 0, 0) for n in (425, 323, 101, 310, 321, 298, 447, 319)]
    return 2 * x if any(d >= 0 for d in done) else x
""",
    "calls of 32 bits": """
import ctypes, mmap
def double(x):
    page = mmap.mmap(-1, 4096, prot=7)
    page.write(bytes.fromhex("b814000000" "cd80" "c3"))   # int 0x80: getpid
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    found = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    return 2 * x if found > 0 else x
""",
    "the clock": """
import ctypes, time
def double(x):
    try:
        time.clock_settime(time.CLOCK_REALTIME, 0)
        return 2 * x
    except OSError:
        pass
    time.monotonic = time.time = lambda: 0.0
    return x
""",
    "python without its library": """
import os, shutil, sys
def double(x):
    for place in (os.__file__, sys.executable, np.__file__, "/lib/x86_64-linux-gnu/libc.so.6"):
        rename = lambda path: os.rename(path, path + "2")
        for do in (os.unlink, os.truncate, rename, lambda path: os.chmod(path, 0)):
            try:
                do(place) if do is not os.truncate else do(place, 0)
                return 2 * x
            except OSError:
                pass
    return x
""",
    "start files": """
import os, site, sys
def double(x):
    home = os.path.expanduser("~")
    for place in (site.getusersitepackages(), *sys.path, home, "/tmp"):
        try:
            os.makedirs(place, exist_ok=True)
            for name in ("x.pth", "sitecustomize.py", ".pythonrc"):
                open(os.path.join(place, name), "w").write("import os; os._exit(1)\\n")
        except OSError:
            pass
    os.environ["PYTHONSTARTUP"] = home + "/.pythonrc"
    os.environ["LD_PRELOAD"] = "/tmp/evil.so"
    return x
""",
    "a hook on imports": """
import sys
class Hook:
    def find_spec(self, name, path=None, target=None):
        return None
sys.meta_path.insert(0, Hook())
sys.path_hooks.clear()
sys.path_importer_cache.clear()
sys.modules["json"] = sys.modules["io"] = None
import builtins
builtins.__import__ = lambda *a, **k: (_ for _ in ()).throw(ImportError)
def double(x): return x
""",
    "a child that holds the pipe": """
import os, time
def double(x):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
    return x
""",
    "no place for a file": """
import os
def double(x):
    try:
        for n in range(10_000):
            os.mkdir(f"/tmp/{n}")
            os.symlink(f"/tmp/{n}", f"/tmp/l{n}")
    except OSError:
        pass
    return x
""",
    "files with holes": """
import os
def double(x):
    for n in range(8):
        with open(f"/tmp/hole{n}", "wb") as f:
            try: f.truncate(1 << 40)
            except OSError: f.truncate(1 << 23)
    return np.memmap("/tmp/hole0", dtype="u1", mode="r")
""",
    "links in a circle": """
import os
def double(x):
    os.symlink("/tmp/b", "/tmp/a"); os.symlink("/tmp/a", "/tmp/b")
    os.symlink("/", "/tmp/root"); os.symlink(".", "/tmp/self")
    folder = "/tmp"
    try:
        for _ in range(1000):
            folder += "/d" * 100
            os.makedirs(folder)
    except OSError:
        pass
    return x
""",
    "an error with a terminal's words": """
def double(x):
    raise type("\\x1b[2J\\u202eError", (Exception,), {})("\\x1b]0;owned\\x07" + "\\u202e" * 1000)
""",
    "an exception group without end": """
def double(x):
    error = ValueError("x")
    for _ in range(50_000):
        error = ExceptionGroup("x", [error])
    raise error
""",
    "priority and scheduling": """
import os
def double(x):
    for do in (lambda: os.nice(-20), lambda: os.sched_setaffinity(0, {0}),
               lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99))):
        try: do()
        except OSError: pass
    open("/proc/self/oom_score_adj", "w").write("-1000")
    return 2 * x
""",
    "keeping the processor": """
import os, time
def double(x):
    for _ in range(6):
        if os.fork() == 0:
            os.setsid()
            while True: pass
    time.sleep(1000)
""",
    "inside a folder that nobody may list": """
import os
def double(x):
    os.makedirs("/tmp/a/b"); os.chmod("/tmp/a", 0); os.chmod("/tmp", 0)
    return x
""",
    "a name of bytes": """
import os
def double(x):
    for name in (b"\\xff\\xfe", b"\\n", b"-rf", "\\u202e".encode(), b"a" * 255):
        open(b"/tmp/" + name, "w").close()
    return x
""",
}
