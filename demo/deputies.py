"""Who stands in for whom in the demonstration: in a month's time, so that until then everybody acts alone."""

from datetime import timedelta

from django.utils import timezone

from accounts.actions.deputy import name_deputy
from accounts.models import Deputy
from demo.accounts import Accounts

FROM, DAYS = timedelta(days=30), timedelta(days=9)


def name_deputies(accounts: Accounts) -> None:
    """The county's second officer stands in for the first."""
    away, beside = accounts.users["taocheng"], accounts.users["taocheng2"]
    first = timezone.localdate() + FROM
    leave = Deputy(
        principal=away, deputy=beside, started_on=first, ended_on=first + DAYS, reason="年休假（演示）"
    )
    name_deputy(leave, by=away)
