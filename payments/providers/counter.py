"""Money that people bring to the counter, or send to the account of the agency."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from payments.providers.base import OverTheCounter


class Cash(OverTheCounter):
    name: ClassVar[str] = "cash"
    label = _("Cash at the counter")


class BankTransfer(OverTheCounter):
    name: ClassVar[str] = "transfer"
    label = _("Bank transfer")
