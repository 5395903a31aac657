"""Every change leaves a line, whoever made it and however; and no line can be touched unseen (D33, AD-02, AD-03)."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from portal.accounts.models import User
from portal.agencies.models import Post
from portal.audit import acting, proof
from portal.audit.models import AuditLine
from tests.factories import PostFactory, UserFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def by_the_owner(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement, values)


def verified() -> str:
    try:
        call_command("verify_audit", verbosity=0)
    except CommandError as fault:
        return str(fault)
    return "fits"


def lines_of(dossier):
    return AuditLine.objects.filter(table="dossiers_dossier", dossier_id=dossier.pk).order_by("number")


def test_a_step_leaves_a_line_with_what_was_and_what_became(dossier, clerk):
    with acting(clerk.pk):
        workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    line = lines_of(dossier).last()
    assert (line.actor_id, line.changes["status"], line.act) == (clerk.pk, [1, 2], "UPDATE")


def test_words_about_people_are_named_and_not_repeated():
    User.objects.filter(pk=UserFactory().pk).update(full_name="Tên Mới")
    assert AuditLine.objects.get(table="accounts_user", act="UPDATE").changes == {"full_name": None}


def test_a_draft_is_its_writers_alone(draft):
    assert not lines_of(draft).exists()


def test_plain_sql_under_the_applications_role_leaves_a_line(official_post):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_post SET role = 'leader' WHERE id = %s", [official_post.pk])
    line = AuditLine.objects.get(table="agencies_post", act="UPDATE")
    assert (line.changes, line.actor_id, line.as_role) == ({"role": ["clerk", "leader"]}, None, "portal_app")


@pytest.fixture
def official_post() -> Post:
    return PostFactory(role="clerk")


def test_a_change_of_many_rows_at_once_leaves_one_line_each(official_post):
    PostFactory(role="clerk")
    Post.objects.update(title="Chuyên viên")
    assert AuditLine.objects.filter(table="agencies_post", act="UPDATE").count() == 2


def test_a_change_in_the_admin_is_put_down_to_who_made_it(administrator):
    known = UserFactory()
    enter(administrator).post(
        f"/quan-tri/accounts/user/{known.pk}/change/", {"full_name": "Tên Mới", "username": known.username}
    )
    assert AuditLine.objects.filter(table="accounts_user", row=known.pk, actor_id=administrator.pk).exists()


def test_what_a_request_was_told_is_forgotten_after_it(administrator):
    enter(administrator).post("/quan-tri/accounts/user/add/", {})
    User.objects.filter(pk=administrator.pk).update(full_name="Tên Mới")
    assert AuditLine.objects.filter(table="accounts_user", act="UPDATE").latest("pk").actor_id is None


def test_a_sign_in_is_no_change():
    known = UserFactory()
    User.objects.filter(pk=known.pk).update(last_login=timezone.now())
    assert not AuditLine.objects.filter(table="accounts_user", act="UPDATE").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE portal_auditline SET actor_id = 1",
        "DELETE FROM portal_auditline",
        "TRUNCATE portal_auditline",
        "INSERT INTO portal_audithead (chain, number, hash) VALUES ('x', 1, '')",
        "UPDATE portal_audithead SET number = 1",
    ],
)
def test_the_application_may_only_read(dossier, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_what_nobody_touched_verifies(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert verified() == "fits"


@pytest.mark.parametrize(
    "column", ["at = at - interval '1 hour'", "actor_id = 7", "changes = '{}'", "as_role = 'x'", "\"row\" = '0'"]
)
def test_an_edited_line_is_named(dossier, clerk, column):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    line = lines_of(dossier)[1]
    by_the_owner(f"UPDATE portal_auditline SET {column} WHERE id = %s", line.pk)
    assert f"Line {line.pk} " in verified()


def test_the_line_after_a_deleted_one_is_named(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    first, second = lines_of(dossier)[:2]
    by_the_owner("DELETE FROM portal_auditline WHERE id = %s", first.pk)
    assert f"Line {second.pk} " in verified()


def test_a_deleted_last_line_is_missed(dossier):
    by_the_owner("DELETE FROM portal_auditline WHERE id = %s", lines_of(dossier).last().pk)
    assert f"dossiers_dossier:{dossier.pk}" in verified()


def test_an_inserted_line_is_named(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    by_the_owner(
        "UPDATE portal_auditline SET number = 3 WHERE number = 2 AND chain = %s", f"dossiers_dossier:{dossier.pk}"
    )
    assert "Line" in verified()


def test_an_edited_event_is_named(dossier, clerk):
    event = workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    by_the_owner("UPDATE dossiers_dossierevent SET note = 'khác' WHERE id = %s", event.pk)
    assert f"Event {event.number} of dossier {dossier.public_code}" in verified()


@pytest.fixture
def kept(settings, tmp_path):
    settings.AUDIT_ROOTS = tmp_path / "roots.txt"
    return settings.AUDIT_ROOTS


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_the_roots_of_the_days_are_kept_once(dossier, kept):
    assert (proof.keep_roots(tomorrow()), proof.keep_roots(tomorrow())) == (1, 0)
    assert len(kept.read_text().splitlines()) == 1


def test_a_chain_taken_out_whole_breaks_the_root_of_its_day(dossier, kept):
    proof.keep_roots(tomorrow())
    for table in ("portal_auditline", "portal_audithead"):
        by_the_owner(f"DELETE FROM {table} WHERE chain = %s", f"dossiers_dossier:{dossier.pk}")
    assert timezone.localdate().isoformat() in verified()
