"""The portal's own server on the test database, for tests that need processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

PATIENCE_S = 90
ANSWER_S = 120
CSRF = "c" * 32


def address_of_the_database(database=connection) -> str:
    """The test database or another one, as DATABASE_URL has it."""
    names = database.settings_dict
    if database.vendor == "sqlite":
        return f"sqlite:///{names['NAME']}"
    who = f"{names['USER']}:{quote(names['PASSWORD'])}"
    return f"postgres://{who}@{names['HOST']}:{names['PORT']}/{names['NAME']}"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_there(condition) -> bool:
    """Whether ``condition`` comes true in time."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def answers(port) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.read() == b"ok"
    except OSError:
        return False


@dataclass
class Server:
    """The web server at work: two processes of four threads."""

    port: int
    process: subprocess.Popen

    def kill(self) -> None:
        """End every process of it at once, without warning."""
        with suppress(ProcessLookupError):  # A second thread may be late.
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    def post(self, path: str, cookies: str, **fields) -> int:
        """The status of a form sent; raises ``OSError`` or ``HTTPException`` where nobody answers."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_S)) as link:
            body = urlencode(fields | {"csrfmiddlewaretoken": CSRF})
            headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
            link.request("POST", path, body, headers)
            return link.getresponse().status


def cookies_of(user) -> str:
    """What the browser of a signed-in ``user`` sends along."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"


@contextmanager
def serving() -> Iterator[Server]:
    """The server, ended with the block."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "gunicorn"), "tests.wsgi"]
    command += ["--bind", f"127.0.0.1:{port}", "--preload", "--no-control-socket", "--log-level", "warning"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    environment = {**os.environ, "DATABASE_URL": address_of_the_database()}
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    server = Server(port, process)
    try:
        assert is_there(lambda: answers(port))
        yield server
    finally:
        if process.poll() is None:
            server.kill()
