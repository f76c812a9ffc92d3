"""Serve the portal on 127.0.0.1 with the worker of long jobs and the sender of webhooks: serve.py [8000].

Ctrl-C ends all. One that ends by itself is started again, and what a worker was at is marked as broken
off; only where the server cannot even begin, as on a port that is taken, do all end.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
DEFAULT_PORT = "8000"
PATIENCE_S = 5
WEBHOOKS_EVERY_S = 15
# What ends sooner has not begun: it waits longer each time before it is started again.
BEGUN_AFTER_S = 60
PAUSE_S, LONGEST_PAUSE_S = 1, 30


class Program:
    """One of the programs, started again when it ends."""

    name = ""

    def __init__(self) -> None:
        self.pause = PAUSE_S
        self.start()

    def command(self) -> list[str]:
        """What is run."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin, again if need be."""
        self.started = time.monotonic()
        self.again_at: float | None = None
        # A session of its own: Ctrl-C reaches this script alone, which ends all in order.
        self.process = subprocess.Popen(self.command(), start_new_session=True)  # noqa: S603

    def look_after(self) -> None:
        """Start it again where it has ended, after a pause."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if self.again_at is None:
            has_begun = now - self.started > BEGUN_AFTER_S
            self.pause = PAUSE_S if has_begun else min(2 * self.pause, LONGEST_PAUSE_S)
            self.again_at = now + self.pause
            print(  # noqa: T201
                f"{self.name} ended ({self.process.returncode}); it is started again.",
                file=sys.stderr,
                flush=True,
            )
            self.clear_away()
        elif now >= self.again_at:
            self.start()

    def clear_away(self) -> None:
        """End what a dead program has left running: it holds the port, for one."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)


class Server(Program):
    """The web server."""

    name = "The server"

    def __init__(self, port: str) -> None:
        self.port = port
        super().__init__()

    def command(self) -> list[str]:
        command = [str(BIN / "gunicorn"), "hengshui_portal.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--preload", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
        return [*command, "--no-control-socket", "--log-level", "warning"]


class Worker(Program):
    """Does long jobs, under a name of its own, by which its jobs are found when it dies."""

    name = "The worker"

    def command(self) -> list[str]:
        self.id = f"served-{secrets.token_hex(8)}"
        command = [*MANAGE, "db_worker", "--backend", "long", "--worker-id", self.id]
        return [*command, "--no-reload", "--verbosity", "0"]

    def clear_away(self) -> None:
        super().clear_away()
        subprocess.run([*MANAGE, "fail_jobs", self.id, "--verbosity", "0"], check=False)  # noqa: S603


class Sender(Program):
    """Tells other systems what has changed."""

    name = "The sender of webhooks"

    def command(self) -> list[str]:
        return [*MANAGE, "deliver_webhooks", "--every", str(WEBHOOKS_EVERY_S)]


def end(programs: list[Program]) -> None:
    """Ask each to end; the worker lets go of a job that takes longer when it is asked again."""
    processes = [program.process for program in programs]
    for _time in range(2):
        for process in processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and any(process.poll() is None for process in processes):
            time.sleep(0.1)
    for process in processes:
        # With all that they started.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> int:
    # SIGINT too: a shell starts what runs in the background with that signal ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    programs: list[Program] = []
    try:
        server = Server(sys.argv[1] if len(sys.argv) > 1 else DEFAULT_PORT)
        programs.append(server)
        programs += [Worker(), Sender()]
        began = time.monotonic()
        # A program that ends with a number ended by its own will, one that was ended has a signal's.
        while (server.process.poll() or 0) <= 0 or time.monotonic() - began > BEGUN_AFTER_S:
            for program in programs:
                program.look_after()
            time.sleep(0.2)
    finally:
        # Asked twice, it must not leave them behind half-way.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        end(programs)
    return 1


if __name__ == "__main__":
    sys.exit(main())
