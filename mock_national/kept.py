"""Further tables of the stand-in; ``models`` names them."""

from django.db import models


class Switch(models.Model):
    """A way in which this server behaves where no document says how the real one does; see ``switches``."""

    name = models.CharField(max_length=30, primary_key=True)
    value = models.CharField(max_length=30)


class HeldCall(models.Model):
    """A call that was answered and is carried out only after the next one (the fault “reorder”)."""

    call = models.ForeignKey("mock_national.Call", on_delete=models.CASCADE)
    body = models.JSONField()


class StateCopy(models.Model):
    """What a province said of a dossier that was born here (§4.4); a repeat is accepted and ignored."""

    code = models.CharField(max_length=80, db_index=True)
    local_code = models.CharField(max_length=80)
    at = models.CharField(max_length=14)
    status = models.CharField(max_length=2)
    record = models.JSONField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["code", "at", "status"], name="statecopy_once")]


class SatisfactionCopy(models.Model):
    """Satisfaction of a month, a unit and a question (§4.6); sent again it is replaced."""

    month = models.CharField(max_length=7)
    unit = models.CharField(max_length=40)
    question = models.CharField(max_length=500)
    record = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "unit", "question"], name="satisfaction_once")]


class LoggedMessage(models.Model):
    """A line of the security server's log (§2.4): inserted, chained by hash, changed by nobody (a trigger refuses)."""

    at = models.DateTimeField()
    query_id = models.UUIDField()
    is_response = models.BooleanField()
    client = models.CharField(max_length=120)
    service = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
