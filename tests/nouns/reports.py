"""The nouns of the floor of reports."""

from datetime import date

from django.urls import reverse

from accounts.roles import Role
from reports.models import MonthlyReturn, PublishedFigure, ReturnRule
from tests.accounts.factories import make_user
from tests.nouns.noun import CITY, Noun, Routes, changed
from tests.reports.factories import make_published_figure, make_rule, make_submitted
from tests.reports.factories import make_return as make_draft
from tests.stations.factories import account


def make_return(world) -> MonthlyReturn:
    """What the county's officer submitted for June 2022."""
    name = world.called("填报员")
    officer = make_user(f"returner-{world.county.code}", Role.COUNTY_OFFICER, world.county, full_name=name)
    return make_submitted(world.county, by=officer, comment=world.called("说明"))


def draft_of_may(world) -> str:
    """The page of a return that is still being written."""
    return make_draft(
        world.county, month=date(2022, 5, 1), by=world.monthly_return.submitted_by
    ).get_absolute_url()


NOUNS = (
    Noun(
        name="published_figure",
        model=PublishedFigure,
        make=lambda world: make_published_figure(world.county, source=world.called("通报")),
        page=lambda figure: reverse("reports:publishedfigure-list"),
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
        further=(
            lambda world: changed(
                world.monthly_return,
                status="returned",
                returned_on=date(2022, 7, 4),
                returned_by=world.monthly_return.submitted_by,
                return_reason="缺说明",
                times_returned=1,
            ),
            lambda world: changed(
                world.monthly_return,
                status="approved",
                approved_on=date(2022, 7, 4),
                approved_by=account("approver"),
            ),
        ),
        more_forms=(draft_of_may,),
        asked_as={"answers": "problems", "return_reason": "reason"},
    ),
)
