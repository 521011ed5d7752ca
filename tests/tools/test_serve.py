"""`make serve`: this machine only, with the address in words, and a word about a taken port."""

import errno
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.structure.tree import ROOT
from tools import serve

COMMAND = [sys.executable, str(ROOT / "tools" / "serve.py")]


@pytest.fixture
def server():
    """Start the server on a free port, as from a terminal; return the process and its address."""
    process = subprocess.Popen(
        [*COMMAND, "0"],
        stdout=subprocess.PIPE,
        text=True,
        # A process in the background inherits a Control-C that is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    yield process, re.search(r"http://\S+", process.stdout.readline())[0]
    process.kill()
    process.wait()
    process.stdout.close()


def test_prints_an_address_that_answers(server):
    _, address = server
    assert address.startswith("http://127.0.0.1:")
    try:
        status = urllib.request.urlopen(f"{address}/no-such-page").status
    except urllib.error.HTTPError as error:
        status = error.code
    assert status == 404


def test_a_taken_port_is_named(server):
    _, address = server
    port = address.rpartition(":")[2]
    second = subprocess.run([*COMMAND, port], capture_output=True, text=True)
    assert second.returncode == 1
    assert f"Port {port} is taken: choose another" in second.stdout


@pytest.mark.parametrize(
    "words", [["99999"], ["65536"], ["-1"], ["abc"], ["80.5"], ["²"], [""], []]
)
def test_what_is_no_port_is_refused_in_one_sentence(words):
    answer = subprocess.run([*COMMAND, *words], capture_output=True, text=True)
    assert answer.returncode == 1
    assert answer.stderr == ""
    (line,) = answer.stdout.splitlines()
    assert "A port is a whole number from 0 to 65535" in line
    assert repr(" ".join(words)) in line


def test_a_port_of_the_system_is_named(monkeypatch):
    def forbidden(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(serve, "ThreadingHTTPServer", forbidden)
    assert serve.open_server(80).startswith("Port 80 is for the system: choose another")


def test_the_advice_for_a_taken_port_is_a_port(server):
    _, address = server
    port = int(address.rpartition(":")[2])
    advice = int(re.search(r"PORT=(\d+)", serve.open_server(port))[1])
    assert 1024 < advice <= serve.HIGHEST_PORT
    assert advice != port


def test_control_c_ends_it_quietly(server):
    process, _ = server
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
