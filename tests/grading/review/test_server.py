"""The server answers its own page on this machine, and nobody else."""

import http.client
import json
import threading

import pytest

from cnnlib.grading.review import ReviewServer
from tests.grading.review.papers import desk, number_of


@pytest.fixture
def served():
    """A server with its desk, and what the desk saved."""
    made, saved = desk()
    server = ReviewServer(made)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, saved
    server.shutdown()
    server.server_close()


def asked(server, method, name, body=None, **headers):
    """Ask the server; headers with None are left out."""
    port = server.server_address[1]
    path = name if name.startswith("/") else f"/{server.token}/{name}"
    given = {"Host": f"127.0.0.1:{port}"}
    if method == "POST":
        own = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json"}
        given |= own | {"Content-Length": str(len(body or b""))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    for key, value in given.items():
        if value is not None:
            connection.putheader(key, value)
    connection.endheaders(body)
    reply = connection.getresponse()
    data = reply.read()
    connection.close()
    return reply, data


def give(server, **changes):
    number = number_of(server.desk, "li")
    body = {"question": "ps2-why", "number": number, "points": 2, "items": [0], "comment": ""}
    return json.dumps(body | changes).encode()


def test_it_listens_on_this_machine_alone(served):
    server, _ = served
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_address[1]}/{server.token}/"
    assert len(server.token) >= 32


@pytest.mark.parametrize(
    ("name", "kind"),
    [("", "text/html"), ("page.js", "text/javascript"), ("page.css", "text/css")],
)
def test_the_page_and_its_files(served, name, kind):
    reply, data = asked(served[0], "GET", name)
    assert (reply.status, reply.headers["Content-Type"].split(";")[0]) == (200, kind)
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert b"http://" not in data
    assert b"https://" not in data


def test_points_reach_the_desk(served):
    server, saved = served
    reply, data = asked(server, "POST", "give", give(server))
    assert reply.status == 200
    assert saved[0][:3] == ("li", "ps2-why", 2.0)
    assert b"omar" not in data
    reply, _ = asked(server, "POST", "undo", b"{}")
    assert (reply.status, saved[-1][2]) == (200, None)


@pytest.mark.parametrize("path", ["/", "/state", "/wrong-token/state", "//state", "/../etc/passwd"])
def test_without_the_secret_there_is_nothing(served, path):
    reply, data = asked(served[0], "GET", path)
    assert (reply.status, data) == (404, b"")


def test_other_names_of_the_host_are_refused(served):
    for host in ("evil.example", "127.0.0.1", None):
        assert asked(served[0], "GET", "state", Host=host)[0].status == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": None}, {"Content_Type": "text/plain"}],
)
def test_other_pages_cannot_give_points(served, headers):
    server, saved = served
    assert asked(server, "POST", "give", give(server), **headers)[0].status == 403
    assert saved == []


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b"{}", b'{"question": 1}', b"[" * 50_000, b'{"a":NaN']
)
def test_bodies_of_another_form_are_refused(served, body):
    server, saved = served
    assert asked(server, "POST", "give", body)[0].status == 400
    assert saved == []


@pytest.mark.parametrize("length", ["100000", "-1", "x", None])
def test_lengths_out_of_bounds_are_refused(served, length):
    assert asked(served[0], "POST", "give", b"", Content_Length=length)[0].status == 400


def test_what_the_desk_refuses_comes_back_in_words(served):
    server, saved = served
    for changes in ({"points": 99}, {"points": float("nan")}, {"items": [[]]}, {"number": None}):
        reply, data = asked(server, "POST", "give", give(server, **changes))
        assert reply.status == 422
        assert json.loads(data)["error"]
    assert saved == []


def test_other_requests(served):
    server, _ = served
    assert asked(server, "GET", "page.html")[0].status == 404
    assert asked(server, "POST", "state", b"{}")[0].status == 404
    assert asked(server, "PUT", "give", b"")[0].status == 501
