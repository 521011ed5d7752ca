"""Values and bytes made to look right; each is the source of `double`."""

FORGED = """
import os, struct
from cnnlib.grading.inside.codec import SIZE
def piece(data):
    return SIZE.pack(len(data)) + data
def whole(text, *arrays):
    body = b"".join(map(piece, (text.encode(), *arrays)))
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, piece(body))
        except OSError:
            pass
def said(text):
    whole('{"tuple": [0, "value", ' + text + ']}')
def npy(header, data=b""):
    magic = b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(header))
    whole('{"tuple": [0, "value", {"array": 0}]}', magic + header.encode() + data)
"""
HEADER = "{{'descr': '<f8', 'fortran_order': False, 'shape': ({}), }}"
BYTES = {  # what is written into the pipe before the result
    "a header as a bomb": f"npy({HEADER!r} + '(' * 30000)",
    "a shape that multiplies to little": f"npy({HEADER.format('4294967296, 4294967296, 0')!r})",
    "negative sizes in the header": f"npy({HEADER.format('-2, -2')!r}, bytes(32))",
    "a key that is a list": 'said(\'{"dict": [[{"list": []}, 1]]}\')',
    "a number that is none": "said('NaN')",
    "a number of 5,000 digits": "said('9' * 5000)",
    "true as the number of a case": 'whole(\'{"tuple": [true, "value", true]}\')',
    "a case beyond the last": 'whole(\'{"tuple": [1e3, "value", true]}\')',
}

ATTACKS = {
    "the modules that are loaded": """
import sys
def double(x):
    for name, module in list(sys.modules.items()):
        for key in ("reference", "SOLUTION", "expected", "cases", "job"):
            if hasattr(module, key):
                found = getattr(module, key)
                return found(x) if callable(found) else found
    return sys.modules["__main__"].__dict__.get("expected", x)
""",
    "another class for the record": """
class Held(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
class Answer(dict):
    pass
def double(x):
    found = Answer(held=True)
    found.__class__ = type("Verdict", (Answer,), {"held": True, "__eq__": lambda *a: True})
    return found
""",
    "a memory map": """
def double(x):
    y = np.memmap("/tmp/map", dtype=x.dtype, mode="w+", shape=x.shape)
    y[...] = 2 * x + 1
    y.flush()
    return y
""",
    "a huge item": "def double(x):\n    return np.zeros(1, dtype='S2000000000')",
    "an item that overflows": """
def double(x):
    return np.zeros(x.shape, dtype=np.dtype('V2147483647'))
""",
    "names of fields": """
def double(x):
    return np.zeros(x.shape, [('held', 'f8'), ('\\u202e' * 300, 'f8')])
""",
    "strides that run backwards": """
def double(x):
    return np.lib.stride_tricks.as_strided(x, x.shape, tuple(-s for s in x.strides))
""",
    "strides out of memory": """
def double(x):
    return np.lib.stride_tricks.as_strided(x, (1 << 20,), (1 << 30,))
""",
    "one number on a million places": """
def double(x):
    return np.broadcast_to(np.float64(1), (1 << 14, 1 << 14))
""",
    "the result swapped while it is read": """
import os, threading
def double(x):
    y = np.array(x, dtype=float)
    def swap():
        while True:
            y[...] = np.nan
            y[...] = 0
    threading.Thread(target=swap, daemon=True).start()
    return y
""",
    "nan in both": "def double(x):\n    x[...] = np.nan\n    return x",
    "the arguments changed": "def double(x):\n    x[...] = 0\n    return 2 * x",
    "an empty array": "def double(x):\n    return x[:0]",
    "one more axis": "def double(x):\n    return np.stack([2 * x, x])",
    "text of numbers": "def double(x):\n    return str(2 * x)",
    "a complex part": "def double(x):\n    return 2 * x + 1j",
    "a long double": """
def double(x):
    return (2 * x).astype(np.longdouble) + np.longdouble(0.001)
""",
    "a list of the wrong length": "def double(x):\n    return [2 * v for v in x][:-1]",
    "a dictionary with odd keys": """
def double(x):
    return {(): 1, np.float64('nan'): 2, 'held': True}
""",
    "a metaclass": """
class Meta(type):
    def __instancecheck__(cls, other): return True
    def __eq__(cls, other): return True
    def __hash__(cls): return hash(np.ndarray)
class double(metaclass=Meta):
    def __new__(cls, x): return cls
""",
    "the frames of the sender": """
import sys
def double(x):
    frame = sys._getframe()
    while frame:
        found = frame.f_locals
        if "send_record" in found:
            found["send_record"]((0, "value", found["job"]["cases"]))
            found["job"]["cases"].clear()
        frame = frame.f_back
    return x
""",
    "a thread that writes first": """
import os, threading, struct, json
from cnnlib.grading.inside import codec, frames
def forge():
    for n in range(5):
        data = frames.frame(codec.pack((n, "value", True)))
        for d in range(3, 16):
            try: os.write(d, data)
            except OSError: pass
forge()
def double(x): return x
""",
    "results after the end": """
import atexit, os, struct
def late():
    for d in range(3, 64):
        try: os.write(d, struct.pack("<Q", 4) + b"late")
        except OSError: pass
atexit.register(late)
class Late:
    def __del__(self): late()
keep = Late()
def double(x): return x
""",
}
ATTACKS |= {
    name: f"{FORGED}def double(x):\n    {code}\n    return x" for name, code in BYTES.items()
}
