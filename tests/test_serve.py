"""The programs end together when they are told to, and are started again when they end by themselves."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import PATIENCE_S, address_of_the_database, answers, free_port, is_there

# The worker has a connection of its own, which waits for no transaction of the test.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.heavy]


PROGRAMS = {"db_worker": "worker", "deliver_webhooks": "sender", "gunicorn": "server"}


def children_of(process) -> dict[str, int]:
    """The processes that it started, by what they are."""
    found = {}
    for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        command = Path(f"/proc/{pid}/cmdline").read_text()
        known = (name for sign, name in PROGRAMS.items() if sign in command)
        found[next(known, "other")] = int(pid)
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
    script.environment = environment
    try:
        assert is_there(lambda: answers(port))
        children = children_of(script.pid)
        assert set(children) == {"server", "worker", "sender"}
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


@pytest.mark.parametrize("name", ["worker", "sender", "server"])
def test_what_ends_by_itself_is_started_again(name, served):
    script, children = served

    os.kill(children[name], signal.SIGKILL)

    assert is_there(lambda: children_of(script.pid).get(name, children[name]) != children[name])
    assert script.poll() is None
    others = set(children) - {name}
    assert {other: children_of(script.pid)[other] for other in others} == {
        other: children[other] for other in others
    }
    assert is_there(lambda: answers(script.args[-1]))


def test_on_a_port_that_is_taken_nothing_is_left_running(served):
    script, children = served

    second = subprocess.run(script.args, env=script.environment, timeout=PATIENCE_S, check=False)

    assert second.returncode == 1
    assert all(is_alive(pid) for pid in children.values())
