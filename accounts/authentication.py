"""Who asks the API: a token, or somebody signed in who reads the documentation."""

from datetime import timedelta
from hmac import compare_digest

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.settings import CONSTANTS
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.models import ApiToken, User
from accounts.rules.networks import address_of

# The last use is noted this often at most, so that reading does not write each time.
NOTED_EVERY = timedelta(minutes=5)
NOT_VALID = _("This token is not valid: unknown, ended or revoked.")


class ApiTokenAuthentication(TokenAuthentication):
    """``Authorization: Bearer …`` with a token of a service account.

    Ended tokens stay on record. A token that may only read, or comes from elsewhere than its
    networks, is known and refused: 403.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        known: tuple[User, ApiToken] | None = super().authenticate(request)  # type: ignore[no-untyped-call]
        if known is None:
            return None
        _user, token = known
        address = address_of(request)
        if not token.can_come_from(address):
            raise PermissionDenied(_("This token may not be used from this address."))
        if token.is_read_only and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("This token may only read."))
        self._note_use(token, address)
        return known

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        written = token.decode("utf-8", errors="replace")
        digest = hash_token(written)
        candidates = ApiToken.objects.filter(token_key=written[: CONSTANTS.TOKEN_KEY_LENGTH])
        for candidate in candidates.select_related("user"):
            if compare_digest(digest, candidate.digest) and candidate.is_valid_at(timezone.now()):
                found: tuple[User, ApiToken] = self.validate_user(candidate)  # type: ignore[no-untyped-call]
                return found
        raise AuthenticationFailed(NOT_VALID)

    def _note_use(self, token: ApiToken, address: str) -> None:
        now = timezone.now()
        if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
            not_noted = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED_EVERY)
            rows = ApiToken.objects.filter(not_noted, pk=token.pk)
            rows.update(last_used_at=now, last_used_from=address)
