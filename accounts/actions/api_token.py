"""Issuing tokens and taking them back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from accounts.models import ApiToken, User
from core.errors import Refused
from core.history import keep


@transaction.atomic
def issue_token(token: ApiToken, *, by: User) -> str:
    """Give the new token its key and keep the hash of it; returns the key, which nobody can read again."""
    key: str
    token.digest, key = get_digest_token()
    token.token_key = key[: CONSTANTS.TOKEN_KEY_LENGTH]
    keep(token, by)
    return key


@transaction.atomic
def revoke_token(token: ApiToken, *, at: datetime, by: User) -> ApiToken:
    """End the token from the moment ``at``; it stays on record."""
    if token.revoked_at:
        raise Refused(_("%(token)s is revoked already.") % {"token": token})
    token.revoked_at = at
    return keep(token, by, ["revoked_at"])
