"""A database of its own for the benchmarks, migrated and thrown away."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def prepared_database() -> Iterator[None]:
    """Needs ``DATABASE_URL`` (``script/bench`` starts a private server with full durability: no fsync is switched off)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ.setdefault("PORTAL_TOOLING", "1")
    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()
