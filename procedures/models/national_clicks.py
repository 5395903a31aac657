"""How often readers went on to the national portal to file there."""

from django.db import models

from procedures.models.catalogue import Procedure


class NationalClick(models.Model):
    """Of one procedure on one day. Nothing about who went."""

    day = models.DateField()
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="national_clicks")
    clicks = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "procedure"], name="nationalclick_once_a_day")]
