"""Dossiers of any number, written by SQL: like such as went the real way, with names, dates and places of their own.

One unit in a hundred has a tenth of all; seven of a hundred are open, as after a year of work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from dossiers.desk import places
from dossiers.models import Dossier, Place, Words
from portal.agencies.models import Agency
from procedures.models import Case
from tests.bench.many import filled_in, index_later

PLAN = """
    CREATE TEMP TABLE plan AS
    WITH units AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS n, id, parent_id
                   FROM agencies_agency WHERE kind = 'one_stop' AND parent_id IS NOT NULL),
         cases AS (SELECT row_number() OVER (ORDER BY min(c.id)) - 1 AS place, count(*) OVER () AS n,
                          min(c.id) AS case_id, c.edition_id FROM procedures_case c
                   JOIN procedures_procedure p ON p.current_id = c.edition_id GROUP BY c.edition_id)
    SELECT g AS number, u.id AS unit, u.parent_id AS decider, c.case_id, c.edition_id,
           CASE WHEN g %% 100 >= 7 THEN 10 ELSE (ARRAY[1, 2, 4, 4, 4, 5, 9])[g %% 100 + 1] END AS state,
           now() - make_interval(mins => (g::bigint * 7919 %% 525600)::int) AS began
    FROM generate_series(%s, %s) g
    JOIN units u ON u.place = CASE WHEN g %% 10 = 3 THEN 0 ELSE (g::bigint * 104729) %% u.n END
    JOIN cases c ON c.place = (g::bigint * 15485863) %% least(c.n, 300)
"""
FAMILY = "(ARRAY['Nguyễn','Trần','Lê','Phạm','Giáp','Hoàng','Vũ','Đỗ','Bùi','Thân'])[1 + number % 10]"
MIDDLE = "(ARRAY['Văn','Thị','Đức','Ngọc','Quang','Thu','Minh'])[1 + number % 7]"
GIVEN = "(ARRAY['Hùng','Mai','Lan','Sơn','Hà','Anh','Tuấn','Hương','Bình','Linh','Dũng','Yến','Phúc'])[1 + number % 13]"
OWN = {
    "uuid": "gen_random_uuid()",
    "status": "state",
    "provisional_number": "'TN-' || upper(lpad(to_hex(number), 5, '0')) || '-Q2X4C'",
    "code": "CASE WHEN state > 1 THEN format('000.%s.22.H02-%s-%s', lpad(unit::text, 2, '0'), "
    "to_char(began, 'YYMMDD'), lpad(number::text, 6, '0')) END",
    "edition_id": "plan.edition_id",
    "case_id": "plan.case_id",
    "agency_id": "decider",
    "received_by_id": "unit",
    "submitter_id": "NULL",
    "owner_identity_id": "NULL",
    "owner": f"jsonb_build_object('kind', 'citizen', 'name', concat_ws(' ', {FAMILY}, {MIDDLE}, {GIVEN}), "
    "'id_number', '024190' || lpad(number::text, 6, '0'), 'phone', '0912' || lpad(number::text, 6, '0'))",
    "summary": "'Đề nghị giải quyết hồ sơ số ' || number",
    "created_at": "began",
    "saved_at": "began + interval '3 days'",
    "submitted_at": "began",
    "received_at": "CASE WHEN state > 1 THEN began + interval '1 hour' END",
    "reception_due_at": "CASE WHEN state = 1 THEN now() + (number % 40 - 8) * interval '1 hour' END",
    "due_at": "CASE WHEN state BETWEEN 2 AND 9 THEN now() + (number % 400 - 40) * interval '1 hour' "
    "WHEN state = 10 THEN began + interval '5 days' END",
    "first_due_at": "CASE WHEN state > 1 THEN began + interval '5 days' END",
    "last_event": "2",
    "version": "0",
}
DOSSIERS = "INSERT INTO dossiers_dossier ({columns}) SELECT {values} FROM plan, dossiers_dossier t WHERE t.id = %s"
INVOLVED = """
    INSERT INTO dossiers_involvement (dossier_id, agency_id, part, since)
    SELECT d.id, d.received_by_id, 'receiving', d.submitted_at FROM dossiers_dossier d WHERE d.id > %(last)s
    UNION ALL SELECT d.id, d.agency_id, 'deciding', d.received_at FROM dossiers_dossier d
    WHERE d.id > %(last)s AND d.status > 2
"""
EVENTS = """
    INSERT INTO dossiers_dossierevent
        (dossier_id, number, action, status_before, status, at, by_name, by_title, role, note, "values", hash)
    SELECT d.id, n, (ARRAY['submit', 'receive'])[n], n - 1, n, d.submitted_at + n * interval '1 hour', 'Cán bộ', '',
           'clerk', '', '{}', repeat('0', 64)
    FROM dossiers_dossier d, generate_series(1, 2) n WHERE d.id > %(last)s
"""


def grow(to: int) -> None:
    """Add dossiers until there are ``to``, with involvements, history, places and words."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SET work_mem = '64MB'")
        like, last = _like(), Dossier.objects.order_by("-pk").values_list("pk", flat=True)[0]
        own = {name: said.replace("%", "%%") for name, said in OWN.items()}
        cursor.execute("DROP TABLE IF EXISTS plan")
        cursor.execute(PLAN, [Dossier.objects.count() + 1, to])
        with _unwatched(), index_later(Place), index_later(Words):
            cursor.execute(filled_in(DOSSIERS, Dossier, "t", **own), [like.pk])
            cursor.execute(INVOLVED, {"last": last})
            cursor.execute(EVENTS, {"last": last})
            places.rebuild()
        cursor.execute("VACUUM ANALYZE")


def _like() -> Dossier:
    """The row the others are made after."""
    found = Dossier.objects.order_by("pk").first()
    if found:
        return found
    case, unit = Case.objects.earliest("pk"), Agency.objects.filter(kind=Agency.Kind.ONE_STOP).earliest("pk")
    return Dossier.objects.create(
        case=case, edition=case.edition, agency=unit.parent, received_by=unit, saved_at=timezone.now() - timedelta(1)
    )  # fmt: skip


@contextmanager
def _unwatched() -> Iterator[None]:
    """Without the triggers, which work row by row; ``rebuild`` follows."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")
