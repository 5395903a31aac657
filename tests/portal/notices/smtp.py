"""A small mail server on 127.0.0.1 that keeps what it takes, and can be slow, busy or rude."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


@dataclass
class Taken:
    """One message as it came over the wire."""

    recipients: list[str]
    message: EmailMessage


@dataclass
class MailServer:
    """``answers`` replaces what is said to a command; ``delay`` passes between taking a message and saying so."""

    answers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def reply(self, verb: str, usual: str) -> str:
        return self.answers.get(verb, usual)

    def letters(self) -> list[EmailMessage]:
        return [one.message for one in self.taken]

    def client(self) -> EmailBackend:
        return EmailBackend(host="127.0.0.1", port=self.port, use_tls=False, username="", password="", timeout=2)


class Conversation(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        house: MailServer = self.server.house
        house.connections += 1
        self.say(house.reply("CONNECT", "220 hello"))
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "QUIT":
                return self.say("221 bye")
            getattr(self, verb.lower(), self.other)(house, line)
        return None

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def other(self, house: MailServer, line: str) -> None:
        self.say("250 ok")

    def mail(self, house: MailServer, line: str) -> None:
        self.recipients: list[str] = []
        self.say(house.reply("MAIL", "250 ok"))

    def rcpt(self, house: MailServer, line: str) -> None:
        answer = house.reply("RCPT", "250 ok")
        if answer.startswith("250"):
            self.recipients.append(line.split("<", 1)[1].split(">")[0])
        self.say(answer)

    def data(self, house: MailServer, line: str) -> None:
        self.say("354 go on")
        lines = []
        while (row := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(row[1:] if row.startswith(b"..") else row)
        answer = house.reply("DATA", "250 queued as 1")
        if answer.startswith("250"):
            message = message_from_bytes(b"".join(lines), policy=policy.default)
            house.taken.append(Taken(self.recipients, message))
        time.sleep(house.delay)
        self.say(answer)


@contextmanager
def mail_server(**habits: Any) -> Iterator[MailServer]:
    house = MailServer(**habits)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads, server.block_on_close = True, False
        server.house, house.port = house, server.server_address[1]  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield house
        finally:
            server.shutdown()
