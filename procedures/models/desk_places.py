"""Places at the desk without rows of their own: seen by who looks after the catalogue."""

from django.utils.translation import gettext_lazy as _

from procedures.models.catalogue import Procedure


class Exchange(Procedure):
    """Import and export."""

    class Meta:
        proxy = True
        verbose_name = _("import and export")
        verbose_name_plural = _("import and export")


class Standing(Procedure):
    """How complete the procedures are."""

    class Meta:
        proxy = True
        verbose_name = _("standardisation")
        verbose_name_plural = _("standardisation")
