"""The nouns of the floor of reports."""

from accounts.roles import Role
from reports.models import MonthlyReturn, PublishedFigure, ReturnRule
from tests.accounts.factories import make_user
from tests.nouns.noun import CITY, Noun, Routes
from tests.reports.factories import make_published_figure, make_rule, make_submitted


def make_return(world) -> MonthlyReturn:
    """What the county's officer submitted for June 2022."""
    name = world.called("填报员")
    officer = make_user(f"returner-{world.county.code}", Role.COUNTY_OFFICER, world.county, full_name=name)
    return make_submitted(world.county, by=officer, comment=world.called("说明"))


NOUNS = (
    Noun(
        name="published_figure",
        model=PublishedFigure,
        make=lambda world: make_published_figure(world.county, source=world.called("通报")),
        keeper=CITY,
        api="published-figures",
        routes=Routes(pages=("reports:publishedfigure-list",)),
    ),
    Noun(
        name="return_rule",
        model=ReturnRule,
        make=lambda world: make_rule(),
        is_shared=True,
        keeper=CITY,
        api="return-rules",
        new=lambda n: {"from_month": f"2031-{n:02d}-01", "due_day": 8},
        change={"due_day": 10},
    ),
    Noun(
        name="monthly_return",
        model=MonthlyReturn,
        make=make_return,
        api="monthly-returns",
        routes=Routes(
            pages=("reports:monthlyreturn-list",),
            forms=("reports:monthlyreturn-open", "reports:monthlyreturn-detail"),
            verbs=(
                "reports:monthlyreturn-submit",
                "reports:monthlyreturn-return",
                "reports:monthlyreturn-approve",
                "reports:monthlyreturn-reopen",
            ),
            posted=("reports:monthlyreturn-approve-many",),
            city=(
                "reports:monthlyreturn-return",
                "reports:monthlyreturn-approve",
                "reports:monthlyreturn-reopen",
            ),
        ),
    ),
)
