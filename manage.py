#!/usr/bin/env python
"""Django's commands for the portal."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if sys.argv[1:2] in (["up"], ["makemigrations"], ["messages"]):
        os.environ.setdefault("PORTAL_TOOLING", "1")  # they open no door themselves, so they need no secret
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # who starts it needs the sentence, not the way to it
        sys.exit(str(error))
