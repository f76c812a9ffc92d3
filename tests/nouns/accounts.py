"""The nouns of the floor of accounts that are met outside the admin."""

from accounts.models import SavedFilter
from tests.accounts.factories import make_saved_filter
from tests.nouns.noun import Noun, Routes

NOUNS = (
    Noun(
        name="saved_filter",
        model=SavedFilter,
        make=lambda world: make_saved_filter(world.importer, name=world.called("筛选")),
        # Its address is that of the list it filters.
        page=lambda saved: "",
        routes=Routes(posted=("savedfilter-save", "savedfilter-remove")),
    ),
)
