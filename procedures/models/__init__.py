"""The catalogue: what one may ask for, from whom, under which published law."""

from procedures.models.catalogue import READ_SELDOM, Edition, Field, Procedure
from procedures.models.fees import Fee
from procedures.models.parts import Case, Channel, Component, TimeLimit

__all__ = ["READ_SELDOM", "Case", "Channel", "Component", "Edition", "Fee", "Field", "Procedure", "TimeLimit"]
