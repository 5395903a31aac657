"""Questions from a workbook: one a row. Every row that is wrong is told with its number and what to do."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook

from feedback.models import BankQuestion, Questionnaire
from portal.sheets import Page, saved

COLUMNS = ("Chủ đề", "Độ khó", "Câu hỏi", "Loại", "Đáp án đúng", "A", "B", "C", "D", "E", "F")
WIDTHS = (24, 10, 60, 14, 14, 30, 30, 30, 30, 30, 30)
LETTERS = "ABCDEF"
KINDS = {"một": BankQuestion.Kind.ONE, "nhiều": BankQuestion.Kind.MANY, "tự viết": BankQuestion.Kind.TEXT}
DIFFICULTIES = {"1", "2", "3"}
MOST_ROWS, LARGEST = 2_000, 5 * 1024 * 1024
LONGEST, LONGEST_TOPIC, LONGEST_CHOICE = 1_000, 80, 400
SAMPLE = (
    ("Dịch vụ công", "1", "Cổng Dịch vụ công của tỉnh mở những giờ nào?", "một", "B",
     "Trong giờ hành chính", "Cả ngày, cả tuần", "Chỉ buổi sáng"),
    ("Dịch vụ công", "2", "Có thể nộp giấy tờ nào dưới dạng ảnh chụp?", "nhiều", "A, C",
     "Sổ hộ khẩu", "Tiền mặt", "Giấy khai sinh"),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """``row`` as the sheet counts; 0: the file as a whole."""

    row: int
    said: str | Promise


@dataclass(frozen=True)
class Row:
    """The cells of one question."""

    number: int
    topic: str
    difficulty: str
    text: str
    kind: str
    right: str
    choices: tuple[str, ...]


def template() -> bytes:
    """The workbook to fill in, with two questions that show how."""
    book = Workbook(write_only=True)
    page = Page(book, "Câu hỏi", WIDTHS)
    page.head(COLUMNS)
    for row in SAMPLE:
        page.line(*row)
    return saved(book)


def read(file: BinaryIO, questionnaire: Questionnaire) -> tuple[list[BankQuestion], list[Fault]]:
    """The questions, not saved, and what is wrong; with a single fault nothing should be kept."""
    try:
        rows = list(_rows(file))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError):
        return [], [Fault(0, _("The file cannot be read as a workbook (XLSX)."))]
    faults = [Fault(row.number, said) for row in rows for said in _faults(row, questionnaire)]
    if not rows:
        faults.append(Fault(0, _("No question was found. The first row must have the titles of the sample.")))
    if len(rows) > MOST_ROWS:
        faults.append(Fault(0, _("At most 2,000 questions.")))
    return ([] if faults else [_question(number, row, questionnaire) for number, row in enumerate(rows, 1)]), faults


def _rows(file: BinaryIO) -> Iterator[Row]:
    cells = load_workbook(file, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    titles = [_text(cell) for cell in next(cells, ())]
    if titles[:5] != list(COLUMNS[:5]):
        return
    for number, row in enumerate(cells, 2):
        said = [_text(cell) for cell in row[: len(COLUMNS)]] + [""] * (len(COLUMNS) - len(row))
        if any(said):
            choices = said[5:]
            while choices and not choices[-1]:
                choices.pop()
            yield Row(number, said[0], said[1] or "1", said[2], said[3].lower() or "một", said[4], tuple(choices))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _faults(row: Row, questionnaire: Questionnaire) -> Iterator[str | Promise]:
    if not row.text:
        yield _("The question is missing.")
    if (
        len(row.text) > LONGEST
        or len(row.topic) > LONGEST_TOPIC
        or any(len(one) > LONGEST_CHOICE for one in row.choices)
    ):
        yield _("Too long: at most 1,000 letters a question, 80 a topic, 400 a choice.")
    if row.difficulty not in DIFFICULTIES:
        yield _("The difficulty is 1, 2 or 3.")
    if row.kind not in KINDS:
        yield _("The kind must be one of the words of the sample, or empty.")
    elif KINDS[row.kind] == BankQuestion.Kind.TEXT:
        if questionnaire.is_contest:
            yield _("A contest cannot ask for own words: nobody could mark them.")
    else:
        yield from _faults_of_choices(row, questionnaire)


def _faults_of_choices(row: Row, questionnaire: Questionnaire) -> Iterator[str | Promise]:
    if len(row.choices) < 2 or "" in row.choices:
        yield _("There must be at least two choices, without a gap between them.")
    if len(set(row.choices)) < len(row.choices):
        yield _("Two choices are the same.")
    if not questionnaire.is_contest:
        return
    places = right_places(row.right, len(row.choices))
    if not places:
        yield _("The right answer must be letters of choices that are there, for example B or A, C.")
    elif len(places) > 1 and KINDS[row.kind] == BankQuestion.Kind.ONE:
        yield _("A question with one answer has one right letter.")


def right_places(said: str, number: int) -> list[int]:
    """«A, C» as places from 0; nothing if one of the letters has no choice."""
    letters = said.upper().replace(",", " ").replace(";", " ").split()
    if not letters or any(len(letter) != 1 or letter not in LETTERS[:number] for letter in letters):
        return []
    return sorted({LETTERS.index(letter) for letter in letters})


def _question(number: int, row: Row, questionnaire: Questionnaire) -> BankQuestion:
    is_text = KINDS[row.kind] == BankQuestion.Kind.TEXT
    return BankQuestion(
        questionnaire=questionnaire, number=number, topic=row.topic, difficulty=int(row.difficulty),
        kind=KINDS[row.kind], text=row.text, choices=[] if is_text else list(row.choices),
        right=right_places(row.right, len(row.choices)) if questionnaire.is_contest else [],
    )  # fmt: skip


def keep(questionnaire: Questionnaire, questions: Sequence[BankQuestion]) -> None:
    """In the place of those that were there; within a transaction of the caller."""
    questionnaire.bank.all().delete()
    BankQuestion.objects.bulk_create(questions)
