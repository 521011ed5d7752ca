"""Checksums whole and by their first digits."""

import hashlib

import pytest

from cnnlib.datasets.checksums import known_hash, remove_damaged

SHA256 = hashlib.sha256(b"weights").hexdigest()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((SHA256,), (f"sha256:{SHA256}", "")),
        ((SHA256[:8].upper(),), (None, SHA256[:8])),
        ((None, "0" * 32), (f"md5:{'0' * 32}", "")),
    ],
)
def test_whole_ones_go_to_pooch(arguments, expected):
    assert known_hash(*arguments) == expected


@pytest.mark.parametrize("wrong", ["", SHA256[:7], SHA256 + "0"])
def test_too_few_or_too_many_digits_are_refused(wrong):
    with pytest.raises(ValueError, match="at least the first 8"):
        known_hash(wrong)


def test_damaged_files_are_removed(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"weights")
    remove_damaged(path, SHA256[:8], complain=True)
    remove_damaged(path, "")
    assert path.exists()
    remove_damaged(path, "00000000")
    assert not path.exists()
    path.write_bytes(b"weights")
    with pytest.raises(ValueError, match=f"its sha256 is {SHA256}, .* begins with 00000000"):
        remove_damaged(path, "00000000", complain=True)
    assert not path.exists()
