#!/usr/bin/env python
"""Django's commands for the stand-in: ``python -m mock_national.manage migrate|seed``."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "mock_national.settings"
    if sys.argv[1:2] in (["makemigrations"], ["check"]):
        os.environ.setdefault("PORTAL_TOOLING", "1")
    execute_from_command_line(sys.argv)
