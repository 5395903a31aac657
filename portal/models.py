"""The platform's own tables, each defined in the module named after what it does."""

from portal.once import FormToken

__all__ = ["FormToken"]
