"""Which edition, case and agency a dossier of the nation is for. Unknown and foreign ones are refused by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from dossiers.inward.wire import Refused, Sent
from dossiers.receiving import coded
from portal.agencies.models import Agency
from portal.vietnamese import plain
from procedures.models import Case, Component, Edition, Procedure


@dataclass(frozen=True)
class Destination:
    case: Case
    agency: Agency
    unit: Agency
    components: Mapping[str, Component]
    """The papers of the case by their national code."""


def destination(sent: Sent) -> Destination:
    """Raises ``Refused``."""
    edition = _edition(sent.procedure)
    agency = _agency(edition, sent)
    case = _case(edition, sent)
    components = _papers(edition, case)
    for file in sent.files:
        if file.component and file.component not in components:
            raise Refused(f"{file.place}.MaThanhPhanHoSo", "thủ tục không có thành phần hồ sơ này")
    return Destination(case, agency, _unit(agency), components)


def _papers(edition: Edition, case: Case) -> dict[str, Component]:
    every = edition.components.all()
    return {paper.code: paper for paper in every if paper.code and paper.case_id in (None, case.pk)}


def _edition(code: str) -> Edition:
    procedure = Procedure.objects.filter(code=code).select_related("current__field__department").first()
    if procedure is None:
        raise Refused("MaTTHC", "tỉnh Bắc Giang không có thủ tục này")
    if not procedure.is_used or procedure.current is None:
        raise Refused("MaTTHC", "thủ tục không còn hiệu lực")
    if not procedure.current.is_filed_online():
        raise Refused("MaTTHC", "thủ tục này chưa nhận hồ sơ trực tuyến")
    return procedure.current


def _agency(edition: Edition, sent: Sent) -> Agency:
    """Named by its code, else by its name; unnamed only where no other decides."""
    if sent.unit:
        found = coded(edition, sent.unit)
        if found is None:
            raise Refused("MaCoQuanThucHien", "cơ quan này không giải quyết thủ tục tại tỉnh Bắc Giang")
        return found
    receivers = edition.receivers()
    if sent.unit_name:
        return _only(
            receivers.filter(pk__in=[one.pk for one in receivers if plain(one.name) == plain(sent.unit_name)]),
            "DonViXuLy",
        )
    return _only(receivers, "MaCoQuanThucHien")


def _only(found: QuerySet[Agency], field: str) -> Agency:
    agencies = list(found[:2])
    if len(agencies) != 1:
        raise Refused(field, "không xác định được cơ quan giải quyết")
    return agencies[0]


def _unit(agency: Agency) -> Agency:
    try:
        return agency.one_stop()
    except Agency.DoesNotExist as error:
        raise Refused("MaCoQuanThucHien", "cơ quan này chưa có bộ phận tiếp nhận") from error


def _case(edition: Edition, sent: Sent) -> Case:
    """By number or name; where none is named the first one that asks for the papers sent (assumed)."""
    cases, said = list(edition.cases.all()), sent.case
    if not cases:
        raise Refused("MaTTHC", "thủ tục này chưa nhận hồ sơ trực tuyến")
    named = [case for case in cases if not said or said in (str(case.number), case.name)]
    if not named:
        raise Refused("TruongHop", "thủ tục không có trường hợp này")
    papers = {file.component for file in sent.files if file.component}
    return next((case for case in named if papers <= set(_papers(edition, case))), named[0])
