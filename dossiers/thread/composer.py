"""The form under a thread, on either side: sent, a canned answer put in, a file put beside it or taken out.

Whatever is pressed, what was typed stays on the page and what was chosen stays enclosed.
"""

from functools import cached_property

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from dossiers.act import Refusal
from dossiers.models import AttachmentQuerySet, Dossier
from dossiers.papers import DayIsFull, TooMuch
from dossiers.thread import acts, canned
from dossiers.thread.acts import TooManyFiles, Writer
from dossiers.thread.forms import CannedForm, MessageForm, named
from dossiers.thread.models import Side
from portal import once

SEND, INSERT = "send", "insert"


class Composer:
    """``address`` is the page of the thread; ``status`` that of the page to show after ``respond`` gave nothing."""

    def __init__(self, request: HttpRequest, dossier: Dossier, writer: Writer, address: str) -> None:
        self.request, self.dossier, self.writer, self.address = request, dossier, writer, address
        self.form, self.status = MessageForm(), 200

    @cached_property
    def refusal(self) -> Refusal | None:
        """Why there is no form at all."""
        return acts.refusal(self.dossier, self.writer.side)

    @cached_property
    def canned(self) -> CannedForm | None:
        """For officials, where any fits."""
        if self.writer.side is Side.APPLICANT or not canned.offered(self.dossier).exists():
            return None
        return CannedForm(self.request.POST or None, offered=canned.offered(self.dossier))

    @property
    def enclosed(self) -> AttachmentQuerySet:
        return acts.enclosed(self.dossier, self.writer.user)

    def start_with(self, text: str) -> None:
        self.form = MessageForm(initial={"text": text})

    def respond(self) -> HttpResponse | None:
        """The answer to a post; nothing where the page is to be shown again with what was typed."""
        action = self.request.POST.get("action")
        self.form = MessageForm(self._typed(action), self.request.FILES)
        is_whole = self.form.is_valid()
        if action != SEND:
            self.form.errors.pop("text", None)  # not sent, so nothing is missing yet
        try:
            response = once.answer_once(self.request, self._send if action == SEND and is_whole else self._keep)
        except Refusal as refusal:
            self.form.add_error(None, str(refusal))
            self.status = 409
            return None
        was_sent = response.get("Location", self.address) != self.address
        return response if was_sent or response.status_code == 409 else None

    def _typed(self, action: str | None) -> dict[str, str]:
        text = self.request.POST.get("text", "")
        if action == INSERT and self.canned and self.canned.is_valid() and self.canned.cleaned_data["canned"]:
            text = canned.put_into(text, self.canned.cleaned_data["canned"], self.dossier)
        return {"text": text}

    def _send(self) -> str:
        """Where the message then stands; of one with a file too many only the files are kept."""
        self._keep()
        if self.form.errors:
            return self.address
        message = acts.send(self.dossier, self.writer, self.form.cleaned_data["text"])
        return f"{self.address}#tin-{message.uuid}"

    def _keep(self) -> str:
        for file in self.form.good:
            self._enclose(file)
        if self.request.POST.get("remove"):
            acts.take_out(self.dossier, self.writer, self.request.POST["remove"])
        return self.address

    def _enclose(self, file: UploadedFile) -> None:
        try:
            with transaction.atomic():
                acts.enclose(self.dossier, self.writer, file)
        except (TooManyFiles, TooMuch, DayIsFull) as refusal:
            self.form.add_error("enclosures", named(file.name, str(refusal)))
