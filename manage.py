#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # What it makes, the embedded database among it, is for nobody else on the machine.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengshui_portal.settings")
    execute_from_command_line(sys.argv)
