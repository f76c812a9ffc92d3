"""Bring the database to where the server can start: tables, regions, demonstration data if it is empty.

One process for all commands: starting Django takes longer than what they do on a second start.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def close(var: Path) -> None:
    """Take from others on the machine what was made when they could read it."""
    var.mkdir(exist_ok=True)
    for place in (var, var / "media"):
        if place.is_dir():
            place.chmod(0o700)
    for file in var.glob("db.sqlite3*"):
        file.chmod(0o600)


if __name__ == "__main__":
    HOUSE = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(HOUSE))
    # Data are for nobody else on the machine, also those from before this was so.
    os.umask(0o077)
    close(HOUSE / "var")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengshui_portal.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_regions")
    call_command("prove_milestones")
    call_command("load_demo", if_empty=True)
