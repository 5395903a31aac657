"""The catalogue: what one may ask for, from whom, under which published law."""

from procedures.models.browse import LifeEvent, LifeEventEntry
from procedures.models.building import FormChange
from procedures.models.catalogue import READ_SELDOM, Edition, Field, Procedure
from procedures.models.comparison import Comparison, Difference, RefreshLine, RefreshRun
from procedures.models.decisions import Decision, DecisionLine
from procedures.models.desk_places import Exchange, Standing
from procedures.models.examples import Example
from procedures.models.fees import Exemption, Fee
from procedures.models.guides import (
    Guide,
    GuideStep,
    TrainingMaterial,
    TrainingRegistration,
    TrainingSession,
)
from procedures.models.national_clicks import NationalClick
from procedures.models.parts import Case, Channel, Component, TimeLimit
from procedures.models.plans import Plan, PlanEntry, PlanStep
from procedures.models.processes import ProcessStep, Responsibility
from procedures.models.search import AskedQuery, CatalogueChange, SearchEntry, Synonym, Word

PARTS = (Case, Component, TimeLimit, Fee, Exemption, ProcessStep, Responsibility, Example)
"""The rows an edition is made of; immutable with it."""

__all__ = [
    "PARTS",
    "READ_SELDOM",
    "AskedQuery",
    "Case",
    "CatalogueChange",
    "Channel",
    "Comparison",
    "Component",
    "Decision",
    "DecisionLine",
    "Difference",
    "Edition",
    "Example",
    "Exchange",
    "Exemption",
    "Fee",
    "Field",
    "FormChange",
    "Guide",
    "GuideStep",
    "LifeEvent",
    "LifeEventEntry",
    "NationalClick",
    "Plan",
    "PlanEntry",
    "PlanStep",
    "Procedure",
    "ProcessStep",
    "RefreshLine",
    "RefreshRun",
    "Responsibility",
    "SearchEntry",
    "Standing",
    "Synonym",
    "TimeLimit",
    "TrainingMaterial",
    "TrainingRegistration",
    "TrainingSession",
    "Word",
]
