"""Counting and ranking a round, its results as a workbook, its certificates: long work in slices.

``position`` of counting: ``stage``, and within it ``after`` (the last entry's key) or ``score`` and ``before``.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from openpyxl import Workbook

from dossiers.documents.render import PaperFailed, PapersUnavailable
from feedback.models import Entry, Round, Standing
from feedback.questionnaires import bank, certificates, entering, ranking, results
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.jobs import CannotGoOn, Job, Kind, Slice
from portal.jobs.files import Counted, finish, written
from portal.sheets import XLSX_TYPE, Page
from portal.signing.signatures import NotSigned

COUNT, EXPORT, CERTIFICATES = "questionnaire-count", "questionnaire-export", "questionnaire-papers"
NOT_CLOSED = gettext_noop("The round is not closed.")
NOT_COUNTED = gettext_noop("The round has not been counted yet.")
NO_PRESS = gettext_noop("The certificates cannot be printed or signed now. Tell the system administrator.")
SETTLES = timedelta(seconds=20)
"""After closing: what was already on its way has arrived."""

ROWS_OF_A_SHEET = 1_000_000


def _round(job: Job) -> Round:
    return Round.objects.select_related("questionnaire").get(pk=job.parameters["round"])


# --- Counting ---------------------------------------------------------------------------------------
def count(part: Slice) -> None:
    round = _round(part.job)
    if round.closed_at is None:
        raise CannotGoOn(NOT_CLOSED)
    settled = round.closed_at + max(SETTLES, entering.GRACE)
    if timezone.now() < settled:
        part.rest((settled - timezone.now()).total_seconds())
        return
    while not part.is_over and not part.job.is_ended:
        with part.step() as job:
            STAGES[job.position.get("stage", "ending")](round, job)


def _ending(round: Round, job: Job) -> None:
    job.total = job.total or Entry.objects.filter(round=round).count()
    after = ranking.end_left_open(round, job.position.get("after", 0))
    if after is not None:
        job.position = {"stage": "ending", "after": after}
        return
    ranking.forget(round)
    if round.questionnaire.is_contest:
        job.position = {
            "stage": "ranking", "score": ranking.most_right(round), "before": 0,
            "all_right": ranking.count_all_right(round),
        }  # fmt: skip
    else:
        job.position = {"stage": "answers"}


def _ranking(round: Round, job: Job) -> None:
    """One score at a time, from the top."""
    at = job.position
    at["before"] += ranking.rank(round, at["score"], at["before"], at["all_right"])
    job.done = at["before"]
    at["score"] -= 1
    if at["score"] < 0:
        at["stage"] = "answers"


def _answers(round: Round, job: Job) -> None:
    ranking.count_answers(round)
    job.position["stage"] = "units"


def _units(round: Round, job: Job) -> None:
    ranking.count_units(round)
    ranking.settle(round, job.position.get("all_right"))
    job.done = job.total or 0
    job.finish()


STAGES: dict[str, Callable[[Round, Job], None]] = {
    "ending": _ending, "ranking": _ranking, "answers": _answers, "units": _units,
}  # fmt: skip


# --- Results as a workbook --------------------------------------------------------------------------
RANKED = (
    "Hạng", "Mã bài", "Họ và tên", "Năm sinh", "Điện thoại", "Huyện, thành phố", "Trường, cơ quan", "Số câu đúng",
    "Dự đoán", "Thời gian (giây)", "Nộp lúc", "Đồng ý công khai tên",
)  # fmt: skip
WIDTHS = (8, 18, 30, 10, 16, 34, 40, 12, 12, 14, 18, 16)


def export(part: Slice) -> None:
    """The whole file in one slice; it is kept by the step that ends the job."""
    round = _round(part.job)
    if round.ranked_at is None:
        raise CannotGoOn(NOT_COUNTED)
    rows = Counted(_lines(round), lambda _number: part.keep())
    name = f"ket-qua-{round.questionnaire.slug}-vong-{round.number}.xlsx"
    with written(name, XLSX_TYPE, lambda out: _write(round, rows, out)) as upload, part.step() as job:
        job.done = job.total = rows.number
        finish(job, upload)


def _lines(round: Round) -> Iterator[tuple[Any, ...]]:
    if not round.questionnaire.is_contest:
        return
    ranked = Standing.objects.filter(round=round).select_related("entry__district").order_by("rank")
    for one in ranked.iterator(chunk_size=2_000):
        entry = one.entry
        yield (
            one.rank, entry.code, entry.name, entry.birth_year, entry.phone,
            entry.district.name if entry.district else "", entry.unit, entry.score, entry.prediction,
            (entry.used_ms or 0) // 1000, entry.sent_at, "có" if entry.may_publish else "không",
        )  # fmt: skip


def _write(round: Round, rows: Counted[tuple[Any, ...]], out: Any) -> None:
    book = Workbook(write_only=True)
    _write_units(book, round)
    _write_answers(book, round)
    page = None
    for row in rows:
        if page is None or rows.number % ROWS_OF_A_SHEET == 0:
            page = Page(book, f"Xếp hạng {rows.number // ROWS_OF_A_SHEET + 1}", WIDTHS)
            page.head(RANKED)
        page.line(*row)
    book.save(out)


def _write_units(book: Workbook, round: Round) -> None:
    page = Page(book, "Theo đơn vị", (34, 44, 12, 16, 16))
    page.head(("Huyện, thành phố", "Trường, cơ quan", "Số bài", "Tổng số câu đúng", "Đúng tất cả"))
    for one in round.units.select_related("district").order_by("district__sort_key", "-entries").iterator():
        page.line(one.district.name if one.district else "", one.unit, one.entries, one.score_sum, one.all_right)


def _write_answers(book: Workbook, round: Round) -> None:
    page = Page(book, "Câu trả lời", (80, 60, 12))
    page.head(("Câu hỏi", "Lựa chọn", "Số lượt"))
    for one in results.answers(round):
        for words, number, _percent in one.rows:
            page.line(one.asked.text, words, number)
    if not round.questionnaire.is_contest:
        _write_words(book, round)


def _write_words(book: Workbook, round: Round) -> None:
    """What was written in own words, without anybody's name beside it."""
    asked = {str(one.key): one.text for one in bank.published(round.questionnaire_id).asked if not one.choices}
    if not asked:
        return
    page = Page(book, "Ý kiến", (60, 100))
    page.head(("Câu hỏi", "Ý kiến"))
    said = Entry.objects.filter(round=round, withdrawn_at__isnull=True, sent_at__isnull=False).order_by("uuid")
    for answers in said.values_list("answers", flat=True).iterator(chunk_size=2_000):
        for key, text in asked.items():
            if answers.get(key):
                page.line(text, answers[key])


# --- Certificates -----------------------------------------------------------------------------------
def certify(part: Slice) -> None:
    """One prize at a time; the paper and its row are kept together."""
    round = _round(part.job)
    if round.ranked_at is None:
        raise CannotGoOn(NOT_COUNTED)
    while not part.is_over and not part.job.is_ended:
        owed = certificates.owed(round)
        if not owed:
            with part.step() as job:
                job.finish()
            return
        _certify(part, owed[0], left=len(owed))


def _certify(part: Slice, standing: Standing, left: int) -> None:
    certificate = certificates.prepared(standing)
    try:
        pdf = certificates.printed(certificate, standing)
    except (PaperFailed, PapersUnavailable, NotSigned) as error:
        raise CannotGoOn(NO_PRESS) from error
    upload = SimpleUploadedFile(f"giay-chung-nhan-{standing.rank}.pdf", pdf, content_type="application/pdf")
    with part.step() as job, transaction.atomic():
        certificate.file = store(upload, by=job.started_by)
        StoredFile.objects.filter(pk=certificate.file.pk).update(scan=StoredFile.Scan.CLEAN)
        certificate.save()
        job.done += 1
        job.total = job.done + left - 1


def _about(job: Job) -> str:
    round = _round(job)
    return f"{round.questionnaire.title} – {round.title}"


KINDS = {
    COUNT: Kind(_("Count and rank a round"), count, {}, about=_about),
    EXPORT: Kind(_("Results as a workbook"), export, {}, about=_about),
    CERTIFICATES: Kind(_("Certificates of the prizes"), certify, {}, about=_about),
}
