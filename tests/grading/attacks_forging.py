"""Answers that try to be right without computing anything; each is the source of `double`."""

FORGED_WRITES = """
import json, os, pickle, struct
def double(x):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, {data})
        except OSError:
            pass
    return x
"""
FORGED_VERDICT = 'struct.pack("<Q", 60) + json.dumps([0, "held", True]).encode().ljust(60)'
FORGED_PICKLE = "pickle.dumps(print)"
FORGED_SIZE = 'b"\\xff" * 64'

ATTACKS = {
    "equals everything": """
class Equal:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __array_priority__(self): return 10**9
    def __bool__(self): return True
def double(x): return Equal()
""",
    "an array that equals everything": """
class Equal(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __sub__(self, other): return np.zeros(self.shape)
    __rsub__ = __sub__
    def __array_ufunc__(self, *args, **kwargs): return np.zeros(self.shape)
def double(x): return np.zeros(x.shape).view(Equal)
""",
    "an array on demand": """
class Lazy:
    calls = 0
    def __array__(self, *args, **kwargs):
        Lazy.calls += 1
        return np.zeros(self.shape) if Lazy.calls % 2 else np.ones(self.shape)
def double(x):
    lazy = Lazy()
    lazy.shape = x.shape
    return lazy
""",
    "an array interface to foreign memory": """
def double(x):
    class Foreign:
        place = (4096, True)
        __array_interface__ = {"shape": x.shape, "typestr": "<f8", "data": place, "version": 3}
    return Foreign()
""",
    "a tensor that is none": """
class Tensor:
    def __array__(self, *args, **kwargs): raise SystemExit
    def detach(self): return self
    def cpu(self): return self
def double(x): return Tensor()
""",
    "patched comparisons of numpy": """
for name in ("allclose", "array_equal", "isclose", "abs", "max"):
    setattr(np, name, lambda *args, **kwargs: True)
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
def double(x): return x
""",
    "patched checks": """
import sys, types
fake = types.ModuleType("cnnlib.checks")
fake.judge = fake.judge_all = fake.compare = lambda *args: True
sys.modules["cnnlib.checks"] = fake
def double(x): return x
""",
    "patched codec": """
from cnnlib.grading.inside import codec
codec.pack = lambda record: b"\\x80\\x04K\\x01."
def double(x): return x
""",
    "patched codec that claims success": """
from cnnlib.grading.inside import codec
honest = codec.pack
codec.pack = lambda record: honest((record[0], "held", True))
def double(x): return x
""",
    "patched sender": """
from cnnlib.grading.inside import child
child.send = lambda writing, record: None
def double(x): return x
""",
    "a fake numpy": """
import sys, types
sys.modules["numpy"] = types.ModuleType("numpy")
def double(x): return x
""",
    "patched builtins": """
import builtins
builtins.isinstance = lambda *args: True
builtins.len = lambda thing: 0
def double(x): return x
""",
    "a forged verdict in the pipe": FORGED_WRITES.format(data=FORGED_VERDICT),
    "a pickle in the pipe": FORGED_WRITES.format(data=FORGED_PICKLE),
    "a size without end in the pipe": FORGED_WRITES.format(data=FORGED_SIZE),
    "a closed pipe": """
import os
def double(x):
    os.closerange(0, 4096)
    return x
""",
    "an array of objects": "def double(x):\n    return np.array([object()] * x.size)",
    "a pickled object in .npy": """
import io, os, pickle
class Run:
    def __reduce__(self): return os.system, ("touch /tmp/run",)
def double(x):
    return np.array([Run()], dtype=object)
""",
    "a structured array": "def double(x):\n    return np.zeros(x.shape, 'f8,O')",
    "an array of dates": "def double(x):\n    return np.zeros(x.shape, 'M8[s]')",
    "nan": "def double(x):\n    return np.full(x.shape, np.nan)",
    "infinity": "def double(x):\n    return np.full(x.shape, np.inf)",
    "nothing": "def double(x):\n    pass",
    "true": "def double(x):\n    return True",
    "not implemented": "def double(x):\n    return NotImplemented",
    "the function itself": "def double(x):\n    return double",
    "a generator without end": "import itertools\ndef double(x):\n    return itertools.count()",
    "a list that holds itself": "def double(x):\n    y = []\n    y.append(y)\n    return y",
    "a deep list": """
def double(x):
    y = 0
    for _ in range(100_000):
        y = [y]
    return y
""",
    "a huge integer": "def double(x):\n    return 10 ** 1_000_000",
    "a huge text": "def double(x):\n    return 'x' * (1 << 28)",
    "a gigantic array": "def double(x):\n    return np.zeros(10**11)",
    "a large array": "def double(x):\n    return np.ones(9 << 20)",
    "a huge empty array": "def double(x):\n    return np.zeros((0, 1 << 40))",
    "a masked array": "def double(x):\n    return np.ma.masked_all(x.shape)",
    "one case only": "def double(x):\n    return np.zeros(4)",
    "the frames above": """
import sys
def double(x):
    frame = sys._getframe()
    while frame:
        for name, value in list(frame.f_locals.items()):
            if name in ("expected", "case", "cases", "job", "answers"):
                if isinstance(value, dict) and "expected" in value:
                    return value["expected"]
                if hasattr(value, "expected"):
                    return value.expected
        frame = frame.f_back
    return x
""",
    "easier cases in the frame above": """
import sys
def double(x):
    frame = sys._getframe()
    while frame:
        job = frame.f_locals.get("job")
        if isinstance(job, dict):
            job["cases"][:] = [{"x": 0 * case["x"]} for case in job["cases"]]
        frame = frame.f_back
    return x
""",
    "everything that is collected": """
import gc
def double(x):
    for thing in gc.get_objects():
        expected = getattr(thing, "expected", None) if not isinstance(thing, type) else None
        if isinstance(expected, np.ndarray) and expected.shape == x.shape:
            return expected
    for thing in gc.get_objects():
        if isinstance(thing, np.ndarray) and thing.shape == x.shape and thing is not x:
            return thing
    return x
""",
    "a trace of the caller": """
import sys
def trace(frame, event, argument):
    frame.f_trace_lines = True
    for name in ("value", "kind"):
        if name in frame.f_locals:
            frame.f_locals[name] = True
    return trace
sys.settrace(trace)
def double(x): return x
""",
    "the solution from its folder": """
import pathlib
def solution():
    for path in pathlib.Path({root!r}).rglob("question.py"):
        return path.read_text().split('SOLUTION = ')[1].split('"' * 3)[1]
exec(solution())
""",
    "the library's own function": """
from cnnlib import questions
course = questions.load_course({root!r} + "/course")
exec(course.sets["ps9_tiny"].questions[0].variant(1).solution)
""",
    "another student's notebook": """
import json
cells = json.load(open({root!r} + "/submitted/ann/ps9_tiny.ipynb"))["cells"]
exec(cells[0]["source"])
""",
}
