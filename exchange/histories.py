"""What is told of imports."""

from django.utils.translation import gettext_lazy as _

from exchange.changes.chronicle import Chronicle, register
from exchange.models import ImportBatch

ON_ITS_PAGE = _("An import is undone on its own page.")


@register
class ImportChronicle(Chronicle):
    """Imports: what became of the file, step by step."""

    name = "imports"
    model = ImportBatch
    excluded_fields = ("file", "sha256", "plan_digest", "resource", "user", "created_at")
    verb_fields = {"status": ON_ITS_PAGE, "committed_at": ON_ITS_PAGE, "undone_at": ON_ITS_PAGE}
    removal_refusal = ON_ITS_PAGE

    def get_region_lookups(self) -> tuple[str, ...]:
        """An import belongs to an account, not to a region."""
        return ()
