"""Downloads from a server that misbehaves end well or in one sentence, and leave no broken file."""

import hashlib
import os
import re
import socket
import time

import numpy as np
import pytest

from cnnlib.datasets import downloads
from cnnlib.datasets.downloads import DownloadError, cache_folder, fetch

CONTENT = np.random.default_rng(0).bytes(300_000)
PIECE = 6 * downloads.CHUNK
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def url(server):
    server.content["weights.bin"] = CONTENT
    return server.url("weights.bin")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_good_download_is_cached(server, url, tmp_path):
    path = fetch(url, SHA256, folder=tmp_path)
    assert path == tmp_path / "weights.bin"
    assert path.read_bytes() == CONTENT
    assert fetch(url, SHA256, folder=tmp_path) == path
    assert len(server.ranges) == 1
    assert names(tmp_path) == ["weights.bin"]


def test_md5_serves_where_a_source_gives_no_other(url, tmp_path):
    assert fetch(url, md5=hashlib.md5(CONTENT).hexdigest(), folder=tmp_path).exists()
    with pytest.raises(DownloadError, match="not the expected file"):
        fetch(url, md5="0" * 32, folder=tmp_path / "other")


def test_the_cache_folder_is_the_users(url, cache):
    assert fetch(url, SHA256) == cache / "downloads" / "weights.bin"
    assert cache_folder("pets") == cache / "pets"


def test_the_cache_folder_is_the_platforms_by_default(monkeypatch):
    monkeypatch.delenv("CNN_COURSE_DATA", raising=False)
    assert cache_folder("pets").parent.name == "cnn-course"
    assert cache_folder("pets").is_absolute()


def test_wrong_content_is_refused_and_not_kept(url, tmp_path):
    wrong = "0" * 64
    with pytest.raises(DownloadError, match=rf"(?s){url} is not the expected.*{wrong}.*{SHA256}"):
        fetch(url, wrong, folder=tmp_path)
    assert names(tmp_path) == []


def test_a_damaged_file_in_the_cache_is_replaced(url, tmp_path):
    path = fetch(url, SHA256, folder=tmp_path)
    path.write_bytes(CONTENT[:1000])
    assert fetch(url, SHA256, folder=tmp_path).read_bytes() == CONTENT


def test_first_digits_of_a_checksum_are_enough(server, url, tmp_path):
    path = fetch(url, SHA256[:8], folder=tmp_path)
    assert path.read_bytes() == CONTENT
    assert fetch(url, SHA256[:8], folder=tmp_path) == path
    assert len(server.ranges) == 1
    path.write_bytes(CONTENT[:1000])
    assert fetch(url, SHA256[:8], folder=tmp_path).read_bytes() == CONTENT


def test_other_first_digits_are_refused_and_nothing_is_kept(url, tmp_path):
    with pytest.raises(DownloadError, match=rf"its sha256 is {SHA256}, .* begins with 00000000"):
        fetch(url, "00000000", folder=tmp_path)
    assert names(tmp_path) == []


def test_first_digits_of_a_useless_half_are_no_trap(server, url, tmp_path):
    (tmp_path / "weights.bin.part").write_bytes(bytes(1000))
    assert fetch(url, SHA256[:8], folder=tmp_path).read_bytes() == CONTENT


def test_broken_connections_are_taken_up_where_they_ended(server, url, tmp_path):
    server.faults = [("truncate", PIECE), ("truncate", PIECE)]
    assert fetch(url, SHA256, folder=tmp_path).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={PIECE}-", f"bytes={2 * PIECE}-"]
    assert names(tmp_path) == ["weights.bin"]


def test_a_later_call_takes_up_the_half_that_an_earlier_left(server, url, tmp_path):
    server.faults = [("truncate", PIECE), ("truncate", 0)]
    with pytest.raises(
        DownloadError, match=rf"broke after {PIECE:,} bytes of weights\.bin; call ag"
    ):
        fetch(url, SHA256, folder=tmp_path)
    assert names(tmp_path) == ["weights.bin.part"]
    assert fetch(url, SHA256, folder=tmp_path).read_bytes() == CONTENT
    assert server.ranges[-1] == f"bytes={PIECE}-"
    assert names(tmp_path) == ["weights.bin"]


def test_a_half_of_another_file_is_dropped(server, url, tmp_path):
    (tmp_path / "weights.bin.part").write_bytes(b"x" * 50_000)
    assert fetch(url, SHA256, folder=tmp_path).read_bytes() == CONTENT
    assert server.ranges == ["bytes=50000-", None]


@pytest.mark.parametrize("size", [300_000, 400_000])
def test_a_part_as_long_as_the_file_or_longer_is_dropped(server, url, tmp_path, size):
    (tmp_path / "weights.bin.part").write_bytes(b"x" * size)
    assert fetch(url, SHA256, folder=tmp_path).read_bytes() == CONTENT
    assert server.ranges == [f"bytes={size}-", None]


def test_a_server_without_ranges_sends_all_again(server, url, tmp_path):
    server.knows_ranges = False
    server.faults = [("truncate", PIECE)]
    assert fetch(url, SHA256, folder=tmp_path).read_bytes() == CONTENT


def test_a_stalled_connection_times_out_and_goes_on(server, url, tmp_path):
    server.faults = [("stall", PIECE)]
    start = time.monotonic()
    assert fetch(url, SHA256, folder=tmp_path, timeout=0.3).read_bytes() == CONTENT
    assert time.monotonic() - start < 2.5  # the server stalls for 3 s
    assert server.ranges == [None, f"bytes={PIECE}-"]


def test_a_server_that_stays_silent_is_left(server, url, tmp_path):
    server.faults = [("stall", 0)]
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1 sent nothing for 0\.2 s after 0 bytes"):
        fetch(url, SHA256, folder=tmp_path, timeout=0.2)


def test_a_connection_that_always_breaks_is_given_up(server, url, tmp_path):
    server.faults = [("truncate", downloads.CHUNK)] * 50
    with pytest.raises(
        DownloadError, match=f"broke after {downloads.TRIES * downloads.CHUNK:,} bytes"
    ):
        fetch(url, SHA256, folder=tmp_path)
    assert len(server.ranges) == downloads.TRIES


@pytest.mark.parametrize(("code", "words"), [(404, "404 Not Found"), (503, "503 Service Unav")])
def test_a_refusal_is_named(server, url, tmp_path, code, words):
    server.faults = [("status", code)]
    with pytest.raises(DownloadError, match=rf"127\.0\.0\.1 refuses weights\.bin: .*{words}"):
        fetch(url, SHA256, folder=tmp_path)
    assert names(tmp_path) == []


def test_without_a_network_one_sentence_says_so(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/weights.bin"
        with pytest.raises(DownloadError, match=r"no connection to 127\.0\.0\.1 .*network\?") as no:
            fetch(url, SHA256, folder=tmp_path)
    assert "\n" not in str(no.value)
    assert names(tmp_path) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_named_and_nothing_is_left(url, tmp_path):
    (tmp_path / "weights.bin.part").symlink_to("/dev/full")
    with pytest.raises(DownloadError, match=r"disk is full: no space for weights\.bin in .*make r"):
        fetch(url, SHA256, folder=tmp_path)
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_named(url, tmp_path):
    (tmp_path / "taken").write_text("a file")
    expected = re.escape(f"cannot write weights.bin in {tmp_path / 'taken' / 'below'}")
    with pytest.raises(DownloadError, match=rf"{expected}.*CNN_COURSE_DATA"):
        fetch(url, SHA256, folder=tmp_path / "taken" / "below")


def test_a_checksum_and_a_file_name_are_required(tmp_path):
    with pytest.raises(ValueError, match="needs its checksum"):
        fetch("http://127.0.0.1/weights.bin", folder=tmp_path)
    for address in ("http://127.0.0.1/", "ftp://127.0.0.1/weights.bin", "weights.bin"):
        with pytest.raises(ValueError, match=r"expected http\(s\)://.*got '"):
            fetch(address, SHA256, folder=tmp_path)


def test_progress_is_shown_only_on_request(url, tmp_path, capsys):
    fetch(url, SHA256, folder=tmp_path / "quiet")
    assert capsys.readouterr() == ("", "")
    fetch(url, SHA256, folder=tmp_path / "bar", progress=True)
    assert "weights.bin" in capsys.readouterr().err
