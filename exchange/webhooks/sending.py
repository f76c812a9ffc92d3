"""What is sent to a target, in order and until it takes it.

A batch that was not taken is sent again, the very same range of the feed under the same key, before
anything later; the waits grow from a minute to a day. After three days the subscription is paused.
Nothing is locked while a target is waited for.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.privacy import decrypt
from core.renderers import JSONRenderer
from exchange import actions
from exchange.actions.webhook import FAILED, OWNER_LEFT
from exchange.feed import reading
from exchange.models import WebhookDelivery, WebhookSubscription
from exchange.webhooks.signing import signature
from exchange.webhooks.targets import NotSentError, post

logger = logging.getLogger(__name__)

BATCH = 100
# One target's turn; the others wait for it.
BATCHES_A_TURN = 10
# How long the sender holds a subscription without a sign: longer than an attempt can last.
LEASE = timedelta(minutes=1)
FIRST_WAIT, GROWTH, LONGEST_WAIT = timedelta(minutes=1), 4, timedelta(days=1)
PATIENCE = timedelta(days=3)
ERROR_LENGTH = 300


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 1, 4, 16, 64 minutes … a day."""
    growth: int = GROWTH ** min(failures - 1, 10)
    return min(FIRST_WAIT * growth, LONGEST_WAIT)


def deliver_due(clock: Callable[[], datetime] = timezone.now) -> int:
    """Give each subscription that is due its turn; returns how many attempts were made.

    What goes wrong with one stops none of the others.
    """
    attempts = 0
    for subscription in list(WebhookSubscription.objects.due(clock()).for_listing()):
        if not WebhookSubscription.objects.claim(subscription, clock(), clock() + LEASE):
            continue
        try:
            attempts += _turn(subscription, clock)
        except Exception:
            logger.exception("The turn of webhook subscription %s broke off", subscription.pk)
            WebhookSubscription.objects.postpone(subscription, clock() + FIRST_WAIT)
        finally:
            WebhookSubscription.objects.release(subscription)
    return attempts


def _turn(subscription: WebhookSubscription, clock: Callable[[], datetime]) -> int:
    """Send batches until there is nothing more, or one is not taken."""
    if not subscription.owner.is_active:
        actions.give_up(subscription, at=clock(), reason=OWNER_LEFT)
        return 0
    attempts = 0
    for _number in range(BATCHES_A_TURN):
        retried = subscription.deliveries.open_failure(subscription)
        since = subscription.position
        page = _page(subscription, since, retried.until if retried else None)
        if page.events:
            attempts += 1
            WebhookSubscription.objects.hold(subscription, clock() + LEASE)
            delivery = _attempt(subscription, page, since, clock(), retried)
            if not delivery.is_accepted:
                _put_off(subscription, delivery)
                break
        elif page.position != since:
            WebhookSubscription.objects.delivered(subscription, page.position)
        if not page.has_more and retried is None:
            break
    return attempts


def redeliver(delivery: WebhookDelivery, *, now: datetime) -> WebhookDelivery:
    """Send the batch once more, as its records are today; the subscription's own place stays."""
    page = _page(delivery.subscription, delivery.since, delivery.until)
    return _attempt(delivery.subscription, page, delivery.since, now, delivery, is_redelivery=True)


def _page(subscription: WebhookSubscription, since: int, until: int | None) -> reading.Page:
    question = reading.Question(subscription.owner, frozenset(subscription.nouns), subscription.region)
    return reading.page(question, since, BATCH, until=until)


def _attempt(
    subscription: WebhookSubscription,
    page: reading.Page,
    since: int,
    now: datetime,
    earlier: WebhookDelivery | None = None,
    *,
    is_redelivery: bool = False,
) -> WebhookDelivery:
    """Send one batch and log what came of it.

    It stands in the log before it is sent: a sender that is ended meanwhile does not know what the target
    has, and the next one sends the very same again under the same key.
    """
    delivery = WebhookDelivery(
        subscription=subscription,
        since=since,
        until=page.position,
        event_count=len(page.events),
        sent_at=now,
        is_redelivery=is_redelivery,
    )
    if earlier:
        delivery.key, delivery.attempt = earlier.key, earlier.attempt + 1
    body = JSONRenderer().render(
        {"delivery": str(delivery.key), "next": str(page.position), "events": page.events}
    )
    headers = _headers(subscription, delivery, body)
    delivery.save()
    started = time.monotonic()
    try:
        delivery.status_code = post(subscription.target_url, body, headers)
    except NotSentError as error:
        delivery.error = str(error)[:ERROR_LENGTH]
    delivery.duration_ms = round((time.monotonic() - started) * 1000)
    if not delivery.is_accepted and not is_redelivery:
        delivery.next_attempt_at = now + wait_after(subscription.failures + 1)
    with transaction.atomic():
        delivery.save()
        if delivery.is_accepted and not is_redelivery:
            WebhookSubscription.objects.delivered(subscription, page.position)
    return delivery


def _headers(subscription: WebhookSubscription, delivery: WebhookDelivery, body: bytes) -> dict[str, str]:
    timestamp = int(delivery.sent_at.timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": "hengshui-portal",
        "X-Portal-Delivery": str(delivery.key),
        "X-Portal-Attempt": str(delivery.attempt),
        "X-Portal-Timestamp": str(timestamp),
        "X-Portal-Signature": signature(decrypt(subscription.secret_encrypted), timestamp, body),
    }


def _put_off(subscription: WebhookSubscription, delivery: WebhookDelivery) -> None:
    """Try again later, or give up after three days."""
    now = delivery.sent_at
    since = subscription.failing_since or now
    if now - since >= PATIENCE:
        answer = delivery.error or f"HTTP {delivery.status_code}"
        reason = FAILED % {"day": timezone.localdate(since), "answer": answer}
        actions.give_up(subscription, at=now, reason=reason)
        return
    WebhookSubscription.objects.failed(subscription, since, delivery.next_attempt_at)
