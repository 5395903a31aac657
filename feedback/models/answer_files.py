"""What an agency encloses with its answer."""

from typing import Self

from django.db import models
from django.db.models import Q

from feedback.models.enquiries import Enquiry
from feedback.models.petitions import Petition
from portal.files.models import StoredFile


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    def enclosed(self) -> Self:
        """With the answer as it stands now."""
        return self.filter(left_out_at__isnull=True)


class AnswerFile(models.Model):
    """Whoever asked gets it as it is, once it is answered. ``shown`` is the copy that the public gets: looked at by a
    person, made anew without what tells where it came from."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, null=True, related_name="answer_files")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, null=True, related_name="answer_files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="answer_file")
    shown = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    left_out_at = models.DateTimeField(null=True, help_text="of an answer that was worked over")

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(petition__isnull=True, enquiry__isnull=False)
                | Q(petition__isnull=False, enquiry__isnull=True),
                name="answer_file_of_one_case",
            ),
            models.CheckConstraint(
                condition=Q(left_out_at__isnull=True) | Q(shown__isnull=True), name="answer_file_shown_while_enclosed"
            ),
        ]
