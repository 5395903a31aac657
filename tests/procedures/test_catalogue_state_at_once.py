"""Two who change the catalogue at once do not wait for each other, and neither's change is missed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from procedures import generation
from procedures.models import Synonym

pytestmark = pytest.mark.django_db(transaction=True)


def in_another_connection(act) -> None:
    """Done and committed elsewhere; fails instead of waiting."""

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '5s'")
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def add(said: str) -> None:
    Synonym.objects.create(said=said, written="x")


def test_an_open_change_makes_no_other_wait_and_is_seen_in_its_turn():
    names = [generation.current()]
    with transaction.atomic():
        add("một")
        in_another_connection(lambda: add("hai"))
        in_another_connection(lambda: names.append(generation.current()))
    names.append(generation.current())
    assert len(set(names)) == 3


def test_what_was_made_within_a_change_taken_back_is_never_served():
    def count() -> int:
        return Synonym.objects.count()

    with transaction.atomic():
        add("một")
        assert generation.kept(("count",), count) == 1
        transaction.set_rollback(True)
    assert generation.kept(("count",), count) == 0
    in_another_connection(lambda: Synonym.objects.bulk_create([Synonym(said=said, written="x") for said in "ab"]))
    assert generation.kept(("count",), count) == 2


def test_changes_are_folded_beside_an_open_one():
    for number in range(generation.MOST_CHANGES + 1):
        add(str(number))
    with transaction.atomic():
        add("mở")
        in_another_connection(generation.fold)
        before = generation.current()
    in_another_connection(lambda: add("sau"))
    assert generation.current() != before
