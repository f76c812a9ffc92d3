"""Bring the database to where the server can start: tables, regions, demonstration data if it is empty.

One process for all commands: starting Django takes longer than what they do on a second start.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengshui_portal.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_regions")
    call_command("prove_milestones")
    call_command("load_demo", if_empty=True)
