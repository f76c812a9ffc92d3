"""Serve the portal on 127.0.0.1 with the worker of long jobs and the sender of webhooks: serve.py [8000].

Ctrl-C ends all; if one of them ends by itself, so do the others.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
DEFAULT_PORT = "8000"
PATIENCE_S = 5
WEBHOOKS_EVERY_S = 15


def commands(port: str) -> list[list[str]]:
    """The three programs."""
    server = [str(BIN / "gunicorn"), "hengshui_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"]
    server += ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    server += ["--no-control-socket", "--log-level", "warning"]
    worker = [
        sys.executable,
        "manage.py",
        "db_worker",
        "--backend",
        "long",
        "--no-reload",
        "--verbosity",
        "0",
    ]
    sender = [sys.executable, "manage.py", "deliver_webhooks", "--every", str(WEBHOOKS_EVERY_S)]
    return [server, worker, sender]


def end(processes) -> None:
    """Ask each to end; the worker lets go of a job that takes longer when it is asked again."""
    for _time in range(2):
        for process in processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and any(process.poll() is None for process in processes):
            time.sleep(0.1)
    for process in processes:
        if process.poll() is None:
            process.kill()


def main() -> int:
    # SIGINT too: a shell starts what runs in the background with that signal ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    processes = []
    try:
        for command in commands(sys.argv[1] if len(sys.argv) > 1 else DEFAULT_PORT):
            # A session of their own: Ctrl-C reaches this script alone, which ends them in order.
            processes.append(subprocess.Popen(command, start_new_session=True))  # noqa: S603
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    finally:
        # Asked twice, it must not leave them behind half-way.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        end(processes)
    return 1


if __name__ == "__main__":
    sys.exit(main())
