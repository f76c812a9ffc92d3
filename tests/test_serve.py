"""The server and the worker end together, whoever ends them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import PATIENCE_S, address_of_the_database, answers, free_port, is_there

# The worker has a connection of its own, which waits for no transaction of the test.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.heavy]


def children_of(process) -> dict[str, int]:
    """The processes that it started, by what they are."""
    found = {}
    for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        command = Path(f"/proc/{pid}/cmdline").read_text()
        found["worker" if "db_worker" in command else "server"] = int(pid)
    return found


def is_alive(pid) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.fixture
def served():
    """The script at work: its process and its children."""
    if not Path("/proc/self/task").exists():
        pytest.skip("The processes of this system are not found in /proc")
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": address_of_the_database()}
    script = subprocess.Popen([sys.executable, "scripts/serve.py", str(port)], env=environment)
    try:
        assert is_there(lambda: answers(port))
        children = children_of(script.pid)
        assert set(children) == {"server", "worker"}
        yield script, children
    finally:
        if script.poll() is None:
            script.terminate()
        script.wait(PATIENCE_S)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_server_and_worker(number, served):
    script, children = served

    script.send_signal(number)

    assert script.wait(PATIENCE_S) == 0
    assert not any(is_alive(pid) for pid in children.values())


def test_where_the_worker_ends_the_server_ends_too(served):
    script, children = served

    os.kill(children["worker"], signal.SIGKILL)

    assert script.wait(PATIENCE_S) == 1
    assert not is_alive(children["server"])
