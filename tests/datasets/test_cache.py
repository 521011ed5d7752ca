"""What is kept on disk comes back whole, is made again if damaged, and is not needed."""

import errno

import numpy as np
import pytest

from cnnlib.datasets.cache import remember


class Maker:
    """Make an array and count how often that happened."""

    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return {"x": np.arange(5), "y": np.eye(2, dtype=bool)}


def test_made_once_and_read_afterwards(cache):
    make = Maker()
    first, second = remember("things", "five", make), remember("things", "five", make)
    assert make.calls == 1
    assert first.keys() == second.keys() == {"x", "y"}
    assert np.array_equal(second["x"], np.arange(5))
    assert second["y"].dtype == bool
    assert [path.name for path in (cache / "things").iterdir()] == ["five.npz"]


def test_another_name_is_another_thing(cache):
    make = Maker()
    remember("things", "five", make)
    remember("things", "six", make)
    assert make.calls == 2


@pytest.mark.parametrize("damage", [b"", b"no archive", None])
def test_a_damaged_file_is_made_again(cache, damage):
    make = Maker()
    remember("things", "five", make)
    path = cache / "things" / "five.npz"
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    assert np.array_equal(remember("things", "five", make)["x"], np.arange(5))
    remember("things", "five", make)
    assert make.calls == 2


def test_a_full_disk_is_a_warning_and_leaves_nothing(cache, monkeypatch):
    def full(file, **arrays):
        file.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.warns(UserWarning, match=r"cannot keep five\.npz .*No space left.*CNN_COURSE_DATA"):
        assert np.array_equal(remember("things", "five", Maker())["x"], np.arange(5))
    assert [*(cache / "things").iterdir()] == []


def test_a_folder_that_cannot_be_made_is_a_warning(cache):
    cache.parent.joinpath("cache").write_text("a file")
    with pytest.warns(UserWarning, match=r"cannot keep five\.npz"):
        assert np.array_equal(remember("things", "five", Maker())["x"], np.arange(5))
