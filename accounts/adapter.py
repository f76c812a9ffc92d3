"""How allauth behaves here: nobody signs up, every sign-in is noted, and failures lock who failed alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.actions.security import is_familiar, locks_lifted, note
from accounts.models import SecurityEvent, User
from accounts.rules.networks import address_of

KINDS = SecurityEvent.Kind
# Failures of an account from one address, from all that it was never signed in from, and of one such address.
PAIR, ACCOUNT, ADDRESS = "5/30m/key", "50/60m/key", "100/m/key"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators: nobody signs up.

    Failures are counted by account and address together, so that nobody shuts others out from elsewhere.
    Whoever signed in from an address before is not kept out by what else goes on there or elsewhere: an
    office behind one address stays open. An administrator lifts a lock.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        name = credentials.get("username", "").lower()
        return f"{name}:{address_of(request)}:{locks_lifted(name)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        name, address = credentials.get("username", ""), address_of(request)
        try:
            self._count(request, name, address, **credentials)
        except ValidationError:
            note(KINDS.LOCKED, **_about(name), address=address)
            raise

    def _count(self, request: HttpRequest, name: str, address: str, **credentials: Any) -> None:
        """Count the attempt; raises ``ValidationError`` where there were too many failures."""
        pair = self._get_login_attempts_cache_key(request, **credentials)
        counted = [(pair, PAIR)]
        if not is_familiar(name, address):
            counted += [(f"{name.lower()}:{locks_lifted(name)}", ACCOUNT), (address, ADDRESS)]
        self._counted = []
        for key, limit in counted:
            usage = ratelimit.consume(
                request, app="portal", action="login_failed", config={"login_failed": limit}, key=key
            )
            if not usage:
                raise self.validation_error("too_many_login_attempts")
            self._counted.append(usage)

    def _rollback_login_failed_rl_usage(self) -> None:
        for usage in getattr(self, "_counted", []):
            usage.rollback()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note(KINDS.FAILED, **_about(credentials.get("username", "")), address=address_of(request))

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note(KINDS.SIGNED_IN, user=user, address=address_of(request))

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note(KINDS.SIGNED_OUT, user=request.user, address=address_of(request))
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """Somebody's own new password: what an administrator gave is theirs no longer."""
        user.must_change_password = False
        super().set_password(user, password)
        note(KINDS.PASSWORD_CHANGED, user=user, by=user)


def _about(name: str) -> dict[str, Any]:
    """Of whom an attempt is noted: the account of that name, or the name as typed."""
    user = User.objects.filter(username__iexact=name).first()
    return {"user": user} if user else {"username": name}
