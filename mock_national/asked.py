"""Questions and answers at the national portal (protocols §9.2): asked here for a province, or sent by it; ``models``
names the tables. What no document tells is assumed: that a question waits until it is answered, and that a question or
an answer sent again replaces the last one."""

import secrets
from typing import Any

from django.db import models
from django.utils import timezone

from mock_national import profile
from mock_national.refusal import Refused

Body = dict[str, Any]
WRITING = ("DongBoHoiDap", "DongBoKetQuaHoiDapGuiTuDVCQG")
WAITING, ANSWERED = "0", "1"
"""``TRANGTHAI`` (assumed)."""


class NationalQuestion(models.Model):
    """``is_own``: asked here; else sent by the province, under its own key."""

    key = models.CharField(max_length=80, unique=True)
    record = models.JSONField()
    is_own = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(auto_now_add=True)
    versions = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.key


class NationalAnswer(models.Model):
    """Every answer that came, in the order of arrival; the same again is ignored, the last one counts."""

    question = models.ForeignKey(NationalQuestion, on_delete=models.CASCADE, related_name="answers")
    record = models.JSONField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


def ask(said: dict[str, str]) -> NationalQuestion:
    """A question of somebody at the national portal, for the province."""
    key = f"HD{timezone.localtime():%y%m%d}{secrets.randbelow(10**6):06d}"
    record = {
        "HOIDAPID": key, "MALINHVUC": said.get("MALINHVUC", ""), "MADONVI": said.get("MADONVI", ""),
        "TENDONVI": said.get("TENDONVI", ""), "NOIDUNG": said["NOIDUNG"], "HOVATEN": said.get("HOVATEN", ""),
        "DIACHI": said.get("DIACHI", ""), "THUDIENTU": said.get("THUDIENTU", ""),
        "SODIENTHOAI": said.get("SODIENTHOAI", ""), "MATTHCDP": said.get("MATTHCDP", ""),
    }  # fmt: skip
    return NationalQuestion.objects.create(key=key, record=record, is_own=True)


# --- What a province calls --------------------------------------------------------------------
def waiting(body: Body) -> list[Body]:
    """``LayDanhSachHoiDapGuiTuDVCQG``: asked here and not answered."""
    return [_shown(one) for one in NationalQuestion.objects.filter(is_own=True, answers=None).order_by("pk")]


def held(body: Body) -> list[Body]:
    """``LayDanhSachHoiDapBoCoQuan``: everything of the province."""
    return [_shown(one) for one in NationalQuestion.objects.prefetch_related("answers").order_by("pk")]


def answers(body: Body) -> list[Body]:
    """``LayNoiDungTraLoiTheoCauHoi``: those to ``cauhoiid``, oldest first."""
    found = NationalAnswer.objects.filter(question__key=str(body.get("cauhoiid", "")))
    return [{**one.record, "TRALOIID": str(one.pk)} for one in found]


def _shown(question: NationalQuestion) -> Body:
    last = question.answers.last()
    return {
        **question.record,
        "NOIDUNGTRALOI": last.record["NOIDUNGTRALOI"] if last else "",
        "TRALOIID": str(last.pk) if last else "",
        "TRANGTHAI": ANSWERED if last else WAITING,
    }


def take_questions(body: Body) -> list[Body]:
    """``DongBoHoiDap``: one sent again replaces what is held under its ``HOIDAPID``; those asked here stay as asked."""
    records = _records(body, ("HOIDAPID", "NOIDUNG", "MADONVI"))
    for record in records:
        known = NationalQuestion.objects.select_for_update().filter(key=record["HOIDAPID"]).first()
        if known is None:
            NationalQuestion.objects.create(key=record["HOIDAPID"], record=record)
        elif known.is_own:
            raise Refused(profile.CODE_EXISTS, f"Câu hỏi {known.key} không do đơn vị này gửi")
        elif known.record != record:
            known.record, known.versions = record, known.versions + 1
            known.save(update_fields=["record", "versions"])
    return []


def take_answers(body: Body) -> list[Body]:
    """``DongBoKetQuaHoiDapGuiTuDVCQG``: all or nothing."""
    records = _records(body, ("HOIDAPID", "MADONVI", "NGUOITRALOI", "NGAYTRALOI", "NOIDUNGTRALOI"))
    known = {one.key: one for one in NationalQuestion.objects.filter(key__in=[one["HOIDAPID"] for one in records])}
    unknown = [record["HOIDAPID"] for record in records if record["HOIDAPID"] not in known]
    if unknown:
        raise Refused(profile.CODE_EXISTS, f"Câu hỏi {', '.join(unknown)} không tồn tại")
    for record in records:
        question = known[record["HOIDAPID"]]
        last = question.answers.last()
        if last is None or last.record != record:
            NationalAnswer.objects.create(question=question, record=record)
    return []


def _records(body: Body, needed: tuple[str, ...]) -> list[Body]:
    records = body.get("data")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise Refused(profile.CODE_UNREADABLE, "Tham số data phải là một danh sách")
    for record in records:
        missing = [name for name in needed if not str(record.get(name, "")).strip()]
        if missing:
            raise Refused(
                profile.CODE_MISSING_FIELD, f"Câu hỏi {record.get('HOIDAPID', '')}: thiếu {', '.join(missing)}"
            )
        if not profile.DAY.fullmatch(str(record.get("NGAYTRALOI", ""))):
            raise Refused(profile.CODE_MISSING_FIELD, f"Câu hỏi {record['HOIDAPID']}: NGAYTRALOI phải là dd/MM/yyyy")
    return records
