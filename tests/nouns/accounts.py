"""The nouns of the floor of accounts that are met outside the admin."""

from datetime import date

from accounts.models import Deputy, SavedFilter
from tests.accounts.factories import make_deputy, make_saved_filter
from tests.nouns.noun import Noun, Routes, changed

NOUNS = (
    Noun(
        name="saved_filter",
        model=SavedFilter,
        make=lambda world: make_saved_filter(world.importer, name=world.called("筛选")),
        # Its address is that of the list it filters.
        page=lambda saved: "",
        routes=Routes(posted=("savedfilter-save", "savedfilter-remove")),
    ),
    Noun(
        name="deputy",
        model=Deputy,
        # On days to come, so that nobody's rights are others while the tests look on.
        make=lambda world: make_deputy(
            world.importer,
            world.clerk,
            reason=world.called("休假"),
            started_on=date(2035, 5, 1),
            ended_on=date(2035, 5, 10),
        ),
        routes=Routes(
            pages=("account-deputies", "deputy-detail"),
            verbs=("deputy-create", "deputy-end"),
            # An officer sees one's own alone.
            city=("deputy-detail", "deputy-end"),
            at={
                "deputy-detail": lambda world: [world.deputy.code],
                "deputy-end": lambda world: [world.deputy.code],
            },
        ),
        further=(lambda world: changed(world.deputy, withdrawn_on=date(2035, 5, 2)),),
    ),
)
