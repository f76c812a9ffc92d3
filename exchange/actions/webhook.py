"""The verbs of webhook subscriptions. ``by`` is the account that acts."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core.errors import Refused
from core.history import keep
from core.privacy import encrypt
from exchange.feed import reading
from exchange.models import WebhookSubscription

# Kept as written; shown in the reader's language where it is one of these whole sentences.
OWNER_LEFT = gettext_noop("The owner's account is closed.")
FAILED = "%(day)s: %(answer)s"
REASON_LENGTH = 300
# Told from other secrets by this, where somebody finds one in a file or a log.
PREFIX = "whsec_"


@transaction.atomic
def subscribe(subscription: WebhookSubscription, *, by: User) -> str:
    """Keep a new subscription, told of what happens from now on; returns its secret, shown this once.

    Raises ``Refused`` for an owner who may not be one.
    """
    check_owner(subscription.owner, by=by)
    secret = _new_secret()
    subscription.secret_encrypted = encrypt(secret)
    subscription.position = reading.latest()
    keep(subscription, by)
    return secret


def check_owner(owner: User, *, by: User) -> None:
    """Whose view a target gets: one's own, or that of an account one looks after and that has a role."""
    if owner != by and not User.objects.permitted(by, "change").filter(pk=owner.pk).exists():
        raise Refused(
            _("You do not look after the account of %(owner)s: the administrator of its region does.")
            % {"owner": owner}
        )
    if not owner.is_superuser and not owner.own_assignments:
        raise Refused(_("%(owner)s has no role, so there is nothing to tell.") % {"owner": owner})


@transaction.atomic
def renew_secret(subscription: WebhookSubscription, *, by: User) -> str:
    """Replace the secret; the old one signs nothing any more. Returns the new one, shown this once."""
    secret = _new_secret()
    subscription.secret_encrypted = encrypt(secret)
    keep(subscription, by, ["secret_encrypted"], reason=_("new secret"))
    return secret


@transaction.atomic
def pause(
    subscription: WebhookSubscription, *, at: datetime, by: User, reason: str = ""
) -> WebhookSubscription:
    """Tell the target nothing until somebody resumes it; nothing is lost."""
    subscription = _locked(subscription)
    if not subscription.is_active:
        raise Refused(_("%(subscription)s is paused already.") % {"subscription": subscription})
    return _stop(subscription, WebhookSubscription.Status.PAUSED, at, by, reason)


@transaction.atomic
def give_up(subscription: WebhookSubscription, *, at: datetime, reason: str) -> WebhookSubscription:
    """The portal itself pauses what has failed for too long; the to-do list tells."""
    subscription = _locked(subscription)
    if not subscription.is_active:
        return subscription
    return _stop(subscription, WebhookSubscription.Status.FAILED, at, None, reason)


@transaction.atomic
def resume(subscription: WebhookSubscription, *, by: User) -> WebhookSubscription:
    """Go on where the target was told last."""
    subscription = _locked(subscription)
    if subscription.is_active:
        raise Refused(_("%(subscription)s is not paused.") % {"subscription": subscription})
    subscription.status = WebhookSubscription.Status.ACTIVE
    subscription.pause_reason, subscription.paused_at = "", None
    subscription.failures, subscription.failing_since, subscription.next_attempt_at = 0, None, None
    fields = ["status", "pause_reason", "paused_at", "failures", "failing_since", "next_attempt_at"]
    return keep(subscription, by, fields)


def _new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _locked(subscription: WebhookSubscription) -> WebhookSubscription:
    return WebhookSubscription.objects.select_for_update().get(pk=subscription.pk)


def _stop(
    subscription: WebhookSubscription,
    status: WebhookSubscription.Status,
    at: datetime,
    by: User | None,
    reason: str,
) -> WebhookSubscription:
    subscription.status, subscription.paused_at = status, at
    subscription.pause_reason = reason[:REASON_LENGTH]
    return keep(subscription, by, ["status", "paused_at", "pause_reason"])
