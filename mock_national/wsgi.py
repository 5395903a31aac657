"""The door for gunicorn."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "mock_national.settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
