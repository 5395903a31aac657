"""The officials' pages of money, one module a subject; each registers its own at the desk."""

from payments.admin import receipts, refunds, requests, statements, till, work

__all__ = ["receipts", "refunds", "requests", "statements", "till", "work"]
