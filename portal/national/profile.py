"""What of the national formats is nowhere documented and therefore assumed (protocols §0, §11), kept in this one place.

A real document is applied here without touching logic. ``docs/integration.md`` prints the table.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Assumption:
    value: str
    source: str
    assumed: bool = True


PATH_LOGIN = Assumption("mapi/login", "protocols §3.1, seen", assumed=False)
PATH_CALL = Assumption("mapi/g", "protocols §2.1, recalled")
CODE_SESSION_EXPIRED = Assumption("-1", "protocols §3.1, proposed")
CODE_RECORD = Assumption("-3", "protocols §3.2, proposed: the refusal is about whether the record exists")
CODE_INTERNAL = Assumption("-99", "protocols §3.2, proposed")
TEXT_ALREADY_KNOWN = Assumption("đã tồn tại", "protocols §4.5, seen in a client", assumed=False)
TEXT_NOT_KNOWN = Assumption("không tồn tại", "protocols §4.5, proposed")
PAGE_PROCEDURE = Assumption("/dich-vu/?q={code}", "where the national portal shows a service: no source shows it")
PROVINCE_PREFIX = Assumption("H02", "protocols §1: alphabetical order; no source shows it")
REFUSED_BEFORE_ACCEPTANCE = Assumption(
    "sent once under the provisional number",
    "design §4: the nation's rule for dossiers without a legal code is unknown",
)
CODE_UNKNOWN_SERVICE = Assumption("-2", "protocols §3.2, proposed")
LEDGER_BY_DAY = Assumption("DoiSoatHoSoMC", "ours: number and digest for each day of acceptance and unit")
LEDGER_OF_DAY = Assumption("DoiSoatChiTietHoSoMC", "ours: code and digests of every dossier of a day")
LEDGER_TRAIL = Assumption("DoiSoatTienDoHoSoMC", "ours: the lines of one trail")
SUCCESS_CODES = frozenset({"0", "00"})
"""Both occur in clients of 2019 and 2020 (protocols §0.3); numbers are compared as text."""
