"""What the catalogue can do at length, by name."""

from django.utils.translation import gettext_lazy as _

from portal.jobs import Kind
from procedures import comparison
from procedures.exchange import work as exchange

COMPARISON = "catalogue-comparison"
KINDS = {**exchange.KINDS, COMPARISON: Kind(_("Comparison with the national database"), comparison.compare, {})}
