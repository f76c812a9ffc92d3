"""What awaits the city with webhooks: targets that failed for so long that the portal paused them."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models import WebhookSubscription
from reports.tasks.task import CITY, Kind, Source, Task

FAILED = Kind("webhook-failed", _("Webhook paused after failures"), "plug-connected-x")


def paused(user, on: date) -> Iterator[Task]:
    """The subscriptions to mend and resume; one query, none for those who keep none."""
    rows = WebhookSubscription.objects.permitted(user, "change").paused_by_itself().for_listing()
    for subscription in rows:
        since = timezone.localdate(subscription.paused_at)
        url = reverse("admin:exchange_webhooksubscription_change", args=[subscription.pk])
        text = f"{subscription} · {_(subscription.pause_reason)}"
        yield Task(FAILED, text, str(subscription.owner), since, CITY, url)


SOURCES = (Source(FAILED, paused),)
