"""The officials' desk for money."""

from payments.admin import statements, till

__all__ = ["statements", "till"]
