"""The tables of the link, each defined in the module named after what it does."""

from portal.national.log import Exchange
from portal.national.pace import ServiceState

__all__ = ["Exchange", "ServiceState"]
