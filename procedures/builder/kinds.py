"""Every kind of question for the person who builds a form: its name and the settings that make sense for it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "text": _("Line of text"),
    "long_text": _("Text of several lines"),
    "number": _("Whole number"),
    "money": _("Amount of money (whole VND)"),
    "date": _("Date"),
    "yes_no": _("Yes or no"),
    "choice": _("One choice"),
    "choices": _("Several choices"),
    "id_number": _("Personal identity number"),
    "tax_code": _("Tax code"),
    "phone": _("Telephone number"),
    "email": _("E-mail address"),
    "address": _("Address (province, district, commune)"),
    "agency": _("Agency"),
    "file": _("File"),
    "explanation": _("Explanation (asks nothing)"),
    "repeated": _("Block that repeats"),
    "computed": _("Computed value"),
}

FACT = ("prefill", "locked")
SETTINGS: dict[str, tuple[str, ...]] = {
    "text": ("max_length", "format", *FACT),
    "long_text": ("max_length",),
    "number": ("min", "max"),
    "money": ("min", "max"),
    "date": ("past", *FACT),
    "yes_no": (),
    "choice": ("options", *FACT),
    "choices": ("options",),
    "id_number": FACT,
    "tax_code": FACT,
    "phone": FACT,
    "email": FACT,
    "address": (),
    "agency": (),
    "file": ("files_max", "files_types"),
    "explanation": (),
    "repeated": ("rows_min", "rows_max"),
    "computed": ("operation", "operands", "between"),
}
"""Beside what every question has: name, texts, condition to show and, where it is answered, whether it must be."""

NOT_ANSWERED = {"explanation", "computed"}
NOT_IN_BLOCKS = {"repeated", "computed"}
CHOSEN = {"choice", "choices"}

PREFILLS: dict[str, str | Promise] = {
    "owner.name": _("Owner: name"),
    "owner.full_name": _("Owner: full name of the person"),
    "owner.id_number": _("Owner: personal identity number"),
    "owner.tax_code": _("Owner: tax code"),
    "owner.born_on": _("Owner: date of birth"),
    "owner.gender": _("Owner: sex (1 male, 0 female)"),
    "owner.address": _("Owner: address"),
    "owner.phone": _("Owner: telephone"),
    "owner.email": _("Owner: e-mail"),
    "account.full_name": _("Who is signed in: full name"),
    "account.id_number": _("Who is signed in: personal identity number"),
    "account.address": _("Who is signed in: address"),
    "account.phone": _("Who is signed in: telephone"),
    "account.email": _("Who is signed in: e-mail"),
}
"""The known facts that may answer a question beforehand."""

OWNERS: dict[str, str | Promise] = {
    "self": _("The citizen who is signed in"),
    "business": _("The business that is signed in"),
    "person": _("Another person"),
    "organisation": _("An organisation"),
}

OPERATIONS: dict[str, str | Promise] = {
    "sum": _("Sum of several"),
    "difference": _("Difference of two"),
    "product": _("Product of several"),
    "count": _("Number of rows of a block"),
    "total": _("Total of a question over the rows of a block"),
    "age": _("Age in years from a date"),
    "days_between": _("Days between two dates"),
    "join": _("Texts joined into one"),
}
OPERANDS: dict[str, tuple[int, int]] = {
    "sum": (1, 20),
    "difference": (2, 2),
    "product": (1, 20),
    "count": (1, 1),
    "total": (2, 2),
    "age": (1, 1),
    "days_between": (2, 2),
    "join": (1, 20),
}
"""The least and the most operands of each."""
ONLY_QUESTIONS = {"count", "total", "age", "days_between"}
"""Operations that take names of questions and nothing else."""

FORMATS: dict[str, str | Promise] = {}
"""The closed list of formats a line of text may be held to."""

FILE_TYPES: dict[str, str | Promise] = {"pdf": "PDF", "jpg": "JPEG", "png": "PNG"}
