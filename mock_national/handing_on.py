"""Handing a submitted dossier on to the province, through the security server's reverse direction (protocols §2.1, §8).

An answer that is lost is asked for again with the same code: the province stores it once.
"""

import base64
from typing import Any

import requests
from django.conf import settings
from django.urls import reverse

from mock_national.filed import FiledDossier, FiledFile

DOOR = "/XrdAdapter/RestService/forward/nhanhsdvcqg"
SECONDS, TIMES = 20, 3


def hand_on(dossier: FiledDossier) -> None:
    """Send until an answer comes, at most ``TIMES``; what came of it stands in the row."""
    for _ in range(TIMES):
        dossier.attempts += 1
        answer = _call(document(dossier))
        dossier.save(update_fields=["attempts"])
        if answer is not None:
            _remember(dossier, answer)
            return


def _call(body: dict[str, Any]) -> dict[str, Any] | None:
    """Nothing where no answer came, or none that can be read."""
    url, key = settings.PORTAL_URL + DOOR, {"X-Nation-Key": settings.DOOR_KEY}
    try:
        answer = requests.post(url, json=body, headers=key, timeout=SECONDS, allow_redirects=False)
        found = answer.json() if answer.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _remember(dossier: FiledDossier, answer: dict[str, Any]) -> None:
    said = str(answer.get("error_code", ""))
    dossier.answer = said if said in FiledDossier.Answer.values else FiledDossier.Answer.NONE
    dossier.message = str(answer.get("message", ""))
    dossier.save(update_fields=["answer", "message"])


def document(dossier: FiledDossier) -> dict[str, Any]:
    """The generic form (§8, proposed): the names of §4.1, status 1, files inline or by address."""
    return {**dossier.fields, "MaHoSo": dossier.code, "TrangThaiHoSo": "1", "TaiLieuNop": _files(dossier)}


def _files(dossier: FiledDossier) -> list[dict[str, str]]:
    return [
        {"TenTepDinhKem": file.name, "MaThanhPhanHoSo": file.component, **_content(dossier, file)}
        for file in dossier.files.order_by("pk")
    ]


def _content(dossier: FiledDossier, file: FiledFile) -> dict[str, str]:
    if dossier.by_address:
        return {"DuongDanTaiTepTin": settings.OWN_URL + reverse("filed_file", args=[file.uuid])}
    return {"Base64": base64.b64encode(bytes(file.content)).decode()}
