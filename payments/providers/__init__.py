"""The ways of paying, one file each. A new one is a class and a line here."""

from payments.providers.base import Online, Provider
from payments.providers.counter import BankTransfer, Cash
from payments.providers.payplat import PayPlat
from payments.providers.vnpay import VNPay

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (PayPlat(), VNPay(), Cash(), BankTransfer())}
ONLINE: dict[str, Online] = {name: provider for name, provider in PROVIDERS.items() if isinstance(provider, Online)}
