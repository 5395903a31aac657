"""The door for gunicorn. Web processes connect as the application role, which cannot rewrite history."""

import os

os.environ.setdefault("DATABASE_ROLE", "portal_app")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
