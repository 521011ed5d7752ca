"""`make serve`: this machine only, with the address in words, and a word about a taken port."""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.structure.tree import ROOT

COMMAND = [sys.executable, str(ROOT / "tools" / "serve.py")]


@pytest.fixture
def server():
    """Start the server on a free port; return the process and its address."""
    process = subprocess.Popen([*COMMAND, "0"], stdout=subprocess.PIPE, text=True)
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


def test_control_c_ends_it_quietly(server):
    process, _ = server
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
