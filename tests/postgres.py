"""A throw-away PostgreSQL server from the installed binaries, for the length of a `with` block."""

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Lost with the machine's power: the data is worth nothing, the time is.
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# A test that waits for a lock this long waits for ever.
NEVER_STUCK = ("lock_timeout=120s",)
LOCALES = ("C.UTF-8", "en_US.UTF-8")
START_SECONDS = 60


class PostgresMissingError(Exception):
    """No directory with initdb, pg_ctl and postgres was found."""


def bin_directory() -> Path:
    """Where PostgreSQL's server programs are: in PATH, by pg_config, or Debian's newest version."""
    for directory in _candidates():
        if all((directory / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            return directory
    raise PostgresMissingError("PostgreSQL's initdb and pg_ctl are not installed")


def _candidates() -> Iterator[Path]:
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            yield Path(asked.stdout.strip())
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=_version, reverse=True)


def _version(path: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", str(path))]


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run the server as: PostgreSQL refuses root; anybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissingError("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield the URL of a fresh server on a free loopback port; stop and remove it afterwards.

    Raises PostgresMissingError where it cannot be run, RuntimeError with its own words where it fails.
    """
    programs, user = bin_directory(), _unprivileged()
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as name:
        home = Path(name)
        identity = {}
        if user:
            os.chown(home, user.pw_uid, user.pw_gid)
            identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

        def run(program: str, *arguments: str | Path) -> None:
            # To a file, not a pipe: the server keeps its parent's output open, and a pipe would never end.
            output = home / f"{program}.out"
            with output.open("ab") as file:
                done = subprocess.run(
                    [programs / program, "--pgdata", home / "data", *arguments],
                    cwd=home,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    check=False,
                    **identity,
                )
            if done.returncode != 0:
                said = "\n".join(path.read_text(errors="replace") for path in sorted(home.glob("*.out")))
                raise RuntimeError(f"{program} failed:\n{said}")

        password = _initialise(run, home)
        port = _free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}"]
        options = " ".join(f"-c {setting}" for setting in (*settings, *FAST_AND_FORGETFUL, *NEVER_STUCK))
        try:
            log = home / "server.out"
            run("pg_ctl", "--wait", f"--timeout={START_SECONDS}", "--log", log, "--options", options, "start")
            yield f"postgres://portal:{password}@127.0.0.1:{port}/portal"
        finally:
            # The process file is there as soon as a server lives, also one waited for in vain.
            if (home / "data" / "postmaster.pid").exists():
                run("pg_ctl", "--mode=immediate", "stop")


def _initialise(run, home: Path) -> str:
    """Make the data directory and return the password: the port is open to everybody on this machine."""
    password = secrets.token_hex(16)
    password_file = home / "password"
    password_file.write_text(password)
    shutil.chown(password_file, home.stat().st_uid, home.stat().st_gid)
    for number, locale in enumerate(LOCALES, start=1):
        try:
            run(
                "initdb",
                "--username=portal",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                f"--locale={locale}",
                "--no-sync",
            )
            break
        except RuntimeError:
            if number == len(LOCALES):
                raise
    return password
