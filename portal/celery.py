"""Background work. PostgreSQL is the truth of what is undone; the broker only wakes workers (cases D24)."""

import os

from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from kombu import Queue

if not settings.configured:  # begun by ``celery -A portal``: the worker is the application, not the owner
    os.environ.setdefault("DATABASE_ROLE", "portal_app")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

BULK = frozenset(
    {
        "dossiers.backfill.tasks.take_over",
        "dossiers.desk.tasks.make_exports",
        "dossiers.issued.tasks.make_papers",
        "dossiers.issued.tasks.print_many",
        "dossiers.own_data.tasks.make_copies",
        "dossiers.reconciliation.tasks.reconcile",
    }
)
"""Work that orders its next slice as long as there is any: a backlog of it fills every slot that takes it."""

NATION = ("dossiers.tasks.tell_nation", "feedback.tasks.tell_petitions")

app = Celery("portal", broker=settings.REDIS_URL)
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=150,
    task_soft_time_limit=120,
    worker_soft_shutdown_timeout=5,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": 300, "unacked_restore_interval": 5, "unacked_restore_throttle": 1},
    # Papers, each slice of which orders the next, once filled every slot for minutes while the wake-ups of the nation
    # and of everything short ran out unheard (tests/chaos). So the nation has a queue of its own, from which workers
    # take in turn, and bulk work one that a worker of its own serves (``portal.embedded.up``).
    task_queues=[Queue(name, routing_key=name) for name in ("celery", "nation", "bulk")],
    task_routes={
        **{name: {"queue": "nation", "routing_key": "nation"} for name in NATION},
        **{name: {"queue": "bulk", "routing_key": "bulk"} for name in BULK},
    },
    timezone=settings.TIME_ZONE,
    beat_schedule={
        "beat-tick": {"task": "portal.health.tick", "schedule": 60},
        "tell-nation": {"task": "dossiers.tasks.tell_nation", "schedule": 5, "options": {"expires": 60}},
        "renew-addresses": {"task": "dossiers.tasks.renew_addresses", "schedule": crontab(hour="0-4", minute="*/10")},
        "check-sessions": {"task": "portal.accounts.tasks.check_sessions", "schedule": 60, "options": {"expires": 60}},
        "fetch-files": {"task": "dossiers.inward.tasks.fetch_files", "schedule": 10, "options": {"expires": 10}},
        "watch-link": {"task": "dossiers.link.tasks.watch_link", "schedule": 60, "options": {"expires": 60}},
        "run-link-jobs": {"task": "dossiers.link.tasks.run_link_jobs", "schedule": 5, "options": {"expires": 5}},
        "send-notices": {"task": "portal.notices.tasks.send_notices", "schedule": 30, "options": {"expires": 30}},
        "forget-exchanges": {"task": "portal.national.tasks.forget_exchanges", "schedule": crontab(hour=3, minute=40)},
        "forget-notices": {"task": "portal.notices.tasks.forget_notices", "schedule": 24 * 3600},
        "sweep-orphans": {"task": "portal.files.tasks.sweep_orphans", "schedule": 3600},
        "sweep-broken-uploads": {"task": "portal.files.tasks.sweep_broken_uploads", "schedule": 300},
        "scan-files": {"task": "portal.files.tasks.scan_waiting_files", "schedule": 5, "options": {"expires": 5}},
        "verify-files": {"task": "portal.files.tasks.verify_files", "schedule": crontab(hour="0-5", minute="*")},
        "forget-papers": {"task": "dossiers.tasks.forget_removed_papers", "schedule": crontab(hour=3, minute=10)},
        "make-copies": {"task": "dossiers.own_data.tasks.make_copies", "schedule": 30, "options": {"expires": 30}},
        "forget-copies": {"task": "dossiers.own_data.tasks.forget_copies", "schedule": 3600},
        "late-opinions": {"task": "dossiers.process.tasks.tell_of_late_opinions", "schedule": 900},
        "make-exports": {"task": "dossiers.desk.tasks.make_exports", "schedule": 5, "options": {"expires": 5}},
        "forget-exports": {"task": "dossiers.desk.tasks.forget_exports", "schedule": 900},
        "run-batches": {"task": "dossiers.batch.tasks.run_batches", "schedule": 5, "options": {"expires": 5}},
        "reorganisations": {
            "task": "dossiers.reorganisation.tasks.carry_out_reorganisations",
            "schedule": 30,
            "options": {"expires": 30},
        },
        "forget-ask-counts": {"task": "dossiers.tasks.forget_ask_counts", "schedule": 24 * 3600},
        "make-papers": {"task": "dossiers.issued.tasks.make_papers", "schedule": 20, "options": {"expires": 20}},
        "print-many": {"task": "dossiers.issued.tasks.print_many", "schedule": 10, "options": {"expires": 10}},
        "take-over": {"task": "dossiers.backfill.tasks.take_over", "schedule": 5, "options": {"expires": 5}},
        "reconcile": {"task": "dossiers.reconciliation.tasks.reconcile", "schedule": 10, "options": {"expires": 10}},
        "reconcile-nightly": {
            "task": "dossiers.reconciliation.tasks.reconcile_nightly",
            "schedule": crontab(hour=23, minute=20),
        },
        "sweep-drafts": {"task": "dossiers.tasks.sweep_drafts", "schedule": crontab(hour=7, minute=30)},
        "recount-deadlines": {"task": "dossiers.terms.tasks.recount_deadlines", "schedule": 60},
        "recount-nightly": {"task": "dossiers.terms.tasks.recount_nightly", "schedule": crontab(hour=1, minute=15)},
        "watch-deadlines": {"task": "dossiers.terms.tasks.watch_deadlines", "schedule": crontab(minute=5)},
        "sweep-attempts": {"task": "payments.tasks.sweep_attempts", "schedule": 600, "options": {"expires": 600}},
        "make-receipts": {"task": "payments.receipts.tasks.make_receipts", "schedule": 30, "options": {"expires": 30}},
        "ask-for-fees": {"task": "payments.tasks.ask_for_fees", "schedule": 120, "options": {"expires": 120}},
        "propose-refunds": {"task": "payments.tasks.propose_refunds", "schedule": 600, "options": {"expires": 600}},
        "compare-statements": {
            "task": "payments.statements.tasks.compare_statements",
            "schedule": 10,
            "options": {"expires": 10},
        },
        "tell-leaders": {"task": "dossiers.terms.tasks.tell_leaders", "schedule": crontab(hour=7, minute=15)},
        "publish-due-decisions": {"task": "procedures.tasks.publish_due_decisions", "schedule": 60},
        "forget-queries": {"task": "procedures.tasks.forget_queries", "schedule": 24 * 3600},
        "fold-changes": {"task": "procedures.tasks.fold_changes", "schedule": 3600},
        "run-jobs": {"task": "procedures.tasks.run_jobs", "schedule": 5, "options": {"expires": 5}},
        "make-report-files": {"task": "reports.tasks.make_files", "schedule": 5, "options": {"expires": 5}},
        "count-changed": {"task": "reports.tasks.count_changed", "schedule": 10, "options": {"expires": 10}},
        "keep-day": {"task": "reports.tasks.keep_day", "schedule": crontab(hour=0, minute=2)},
        "keep-audit-roots": {"task": "portal.tasks.keep_audit_roots", "schedule": crontab(hour=3, minute=30)},
        "sweep-jobs": {"task": "portal.tasks.sweep_jobs", "schedule": 24 * 3600},
        "compare-catalogue": {"task": "procedures.tasks.compare_catalogue", "schedule": crontab(hour=2, minute=30)},
        "refresh-catalogue": {"task": "procedures.tasks.refresh_catalogue", "schedule": 24 * 3600},
        "forget-held-files": {"task": "feedback.tasks.forget_held_files", "schedule": 3600},
        "fetch-petitions": {"task": "feedback.tasks.fetch_petitions", "schedule": 60, "options": {"expires": 60}},
        "tell-petitions": {"task": "feedback.tasks.tell_petitions", "schedule": 5, "options": {"expires": 60}},
        "renew-petition-files": {
            "task": "feedback.tasks.renew_petition_files",
            "schedule": crontab(hour="0-4", minute=5),
            "options": {"expires": 3600},
        },
        "tell-answers": {"task": "feedback.enquiries.tasks.tell_nation", "schedule": 30, "options": {"expires": 30}},
        "fetch-questions": {
            "task": "feedback.enquiries.tasks.fetch_questions",
            "schedule": 60,
            "options": {"expires": 60},
        },
        "compare-questions": {
            "task": "feedback.enquiries.tasks.compare_with_nation",
            "schedule": crontab(hour=23, minute=50),
        },
        "ask-for-ratings": {
            "task": "feedback.ratings.tasks.ask_for_ratings",
            "schedule": 30,
            "options": {"expires": 30},
        },
        "count-ratings": {"task": "feedback.ratings.tasks.count_ratings", "schedule": crontab(hour="0,12", minute=25)},
        "tell-satisfaction": {
            "task": "feedback.ratings.tasks.tell_satisfaction",
            "schedule": 600,
            "options": {"expires": 600},
        },
        "publish-scores": {"task": "feedback.scores.tasks.publish_scores", "schedule": crontab(hour=4, minute=30)},
        "run-questionnaires": {
            "task": "feedback.questionnaires.tasks.run_questionnaires",
            "schedule": 5,
            "options": {"expires": 5},
        },
        "forget-entrants": {"task": "feedback.questionnaires.tasks.forget_people", "schedule": 3600},
    },
)
if settings.DEMO:
    app.conf.beat_schedule["make-province"] = {
        "task": "dossiers.province.tasks.make_province", "schedule": 5, "options": {"expires": 5},
    }  # fmt: skip
    app.conf.beat_schedule["judge-province"] = {
        "task": "feedback.ratings.demo.judge_province", "schedule": 10, "options": {"expires": 10},
    }  # fmt: skip
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(["portal"], related_name="health")
SUBJECTS = (
    "backfill", "batch", "desk", "inward", "issued", "link", "own_data", "process", "province", "reconciliation",
    "reorganisation", "terms",
)  # fmt: skip
app.autodiscover_tasks([f"dossiers.{subject}" for subject in SUBJECTS], related_name="tasks")
app.autodiscover_tasks(["payments.receipts", "payments.statements"], related_name="tasks")
app.autodiscover_tasks(["feedback.enquiries"], related_name="tasks")
app.autodiscover_tasks(["feedback.ratings", "feedback.scores"], related_name="tasks")
app.autodiscover_tasks(["feedback.ratings"], related_name="demo")
app.autodiscover_tasks(["feedback.questionnaires"], related_name="tasks")
