"""A throw-away PostgreSQL server from the installed binaries, for the length of a `with` block."""

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SETTINGS = (
    # Lost with the machine's power: the data is worth nothing, the time is.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    # What is written ahead need not be kept, and may lie in memory.
    "min_wal_size=32MB",
    "max_wal_size=256MB",
    # Looking at a table in the middle of a test's transaction it counts no row, and plans go wrong for it.
    "autovacuum=off",
    # A test that waits for a lock this long waits for ever.
    "lock_timeout=120s",
)
MEMORY = Path("/dev/shm")  # noqa: S108 -- by names that tempfile gives
ROOM_IN_MEMORY = 2 * 2**30
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


@dataclass
class Cluster:
    """The files of one server, in a directory that is removed with the block they are made in."""

    home: Path
    programs: Path = field(default_factory=bin_directory)
    user: pwd.struct_passwd | None = field(default_factory=_unprivileged)

    def initialise(self) -> None:
        """Make the data directory, and a password: the port is open to everybody on this machine."""
        self._password.write_text(secrets.token_hex(16))
        if self.user:
            shutil.chown(self._password, self.user.pw_uid, self.user.pw_gid)
        for number, locale in enumerate(LOCALES, start=1):
            try:
                self._run(
                    "initdb",
                    "--username=portal",
                    f"--pwfile={self._password}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    f"--locale={locale}",
                    "--no-sync",
                )
                break
            except RuntimeError:
                if number == len(LOCALES):
                    raise

    def copy_from(self, kept: Path) -> None:
        """Take over the files that another cluster of this machine has left."""
        _copy(kept, self.home)

    def copy_to(self, kept: Path) -> None:
        """Leave the files, of a server that has stopped, for others to start with."""
        _copy(self.home, kept)

    @contextmanager
    def served(self, *, stop: str = "immediate") -> Iterator[str]:
        """Yield the URL of the server, on a free loopback port; ``stop="fast"`` leaves its files whole."""
        port = _free_port()
        place = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.home}"]
        options = " ".join(f"-c {setting}" for setting in (*place, *SETTINGS))
        log = self.home / "server.out"
        try:
            start = ("--wait", f"--timeout={START_SECONDS}", "--log", log, "--options", options, "start")
            self._run("pg_ctl", *start)
            yield f"postgres://portal:{self._password.read_text()}@127.0.0.1:{port}/portal"
        finally:
            # The process file is there as soon as a server lives, also one waited for in vain.
            if (self.home / "data" / "postmaster.pid").exists():
                self._run("pg_ctl", f"--mode={stop}", "stop")

    @property
    def _password(self) -> Path:
        return self.home / "password"

    def _run(self, program: str, *arguments: str | Path) -> None:
        identity = {}
        if self.user:
            identity = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        # To a file, not a pipe: the server keeps its parent's output open, and a pipe would never end.
        output = self.home / f"{program}.out"
        with output.open("ab") as file:
            done = subprocess.run(
                [self.programs / program, "--pgdata", self.home / "data", *arguments],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=False,
                **identity,
            )
        if done.returncode != 0:
            said = "\n".join(path.read_text(errors="replace") for path in sorted(self.home.glob("*.out")))
            raise RuntimeError(f"{program} failed:\n{said}")


def _copy(source: Path, target: Path) -> None:
    """Copy a directory with the owners and modes of its files, which PostgreSQL is particular about."""
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)  # noqa: S607 -- of every system


def fast_directory() -> Path | None:
    """Where files lie in memory: copying a database of 1,800 files takes a tenth of the time there.

    None, for the usual place, where the system has no such directory or little room in it.
    """
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_IN_MEMORY
    return MEMORY if has_room else None


@contextmanager
def new_cluster() -> Iterator[Cluster]:
    """Yield an empty cluster.

    Raises PostgresMissingError where it cannot be run, RuntimeError with its own words where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="portal-postgres-", dir=fast_directory()) as name:
        cluster = Cluster(Path(name))
        if cluster.user:
            os.chown(cluster.home, cluster.user.pw_uid, cluster.user.pw_gid)
        yield cluster


@contextmanager
def running_postgres(fill: Callable[[Cluster], None] = Cluster.initialise) -> Iterator[str]:
    """Yield the URL of a server on a fresh cluster; stop and remove it afterwards."""
    with new_cluster() as cluster:
        fill(cluster)
        with cluster.served() as url:
            yield url
