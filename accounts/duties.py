"""What somebody signed in has to do before anything else opens, and the end of a session nobody uses."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, Signer
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.security import note
from accounts.models import SecurityEvent, User
from accounts.rules.networks import address_of
from core.problems import is_api, problem_response

log = logging.getLogger(__name__)
SEEN_AT = "seen_at"
COOKIE = "last_use"
# The cookie is renewed this often at most.
NOTED_EVERY_S = 60
# Open also to whoever has a duty: what fulfils it, and the way out.
ALWAYS_OPEN = {"account_logout", "account_reauthenticate", "set_language", "healthz", "readyz"}
FOR_PASSWORD = ALWAYS_OPEN | {"account_change_password", "account_set_password"}
FOR_SECOND_FACTOR = FOR_PASSWORD | {"mfa_reauthenticate", "mfa_activate_totp"}


# A hook of Django's, not a rule of ours: the moment is kept with the session as it begins.
@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    """A session begins to be used."""
    request.session[SEEN_AT] = timezone.now().timestamp()


class IdleMiddleware:
    """Ends a session that nobody used for a time: whoever finds the machine open is asked to sign in.

    When it was used last stands in a signed cookie, so that reading writes nothing; without the cookie the
    beginning of the session counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun_at = request.session.get(SEEN_AT)
        if begun_at is None or not isinstance(request.user, User):
            return self.get_response(request)
        now, seen_at = timezone.now().timestamp(), max(begun_at, _last_use(request))
        if now - seen_at > settings.IDLE_MINUTES * 60:
            note(SecurityEvent.Kind.IDLE, user=request.user, address=address_of(request))
            logout(request)
            messages.info(request, _("You were signed out because nothing was asked for a while."))
            return self.get_response(request)
        response = self.get_response(request)
        if now - seen_at > NOTED_EVERY_S and request.session.session_key:
            response.set_cookie(
                COOKIE,
                _signer(request).sign(str(int(now))),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def _signer(request: HttpRequest) -> Signer:
    """Signs for this session alone."""
    return Signer(salt=f"{COOKIE}:{request.session.session_key}")


def _last_use(request: HttpRequest) -> float:
    """When the session was last used, as its cookie says; 0 without a sound one."""
    try:
        return float(_signer(request).unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return 0


class DutiesMiddleware:
    """Opens nothing before a given password is changed, and a second factor set up where the role asks it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.has_warned = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._warn_of_proxy(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The way to the duty, where there is one and the page is not among those that fulfil it."""
        if not isinstance(request.user, User) or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if request.user.must_change_password and name not in FOR_PASSWORD:
            sentence = _("Somebody else gave you this password: choose one of your own first.")
            return _sent_to("account_change_password", sentence, request)
        if name not in FOR_SECOND_FACTOR and lacks_second_factor(request):
            sentence = _("Your role asks for a second factor: set it up first.")
            return _sent_to("mfa_activate_totp", sentence, request)
        return None

    def _warn_of_proxy(self, request: HttpRequest) -> None:
        """Say once that a proxy stands before the server of which the settings know nothing."""
        is_passed_on = "HTTP_X_FORWARDED_FOR" in request.META
        if is_passed_on and not settings.ALLAUTH_TRUSTED_PROXY_COUNT and not self.has_warned:
            self.has_warned = True
            log.warning(
                "Requests come with X-Forwarded-For, but TRUSTED_PROXY_COUNT is 0: behind a proxy everybody "
                "has its address, and limits by address hit everybody. See docs/operate.md."
            )


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the account holds a role that asks for a second factor, or is all-powerful, and has none."""
    roles = settings.SECOND_FACTOR_ROLES
    if not roles or not isinstance(request.user, User):
        return False
    is_asked = request.user.is_superuser or any(one.role in roles for one in request.user.assignments)
    if not is_asked:
        return False
    return not Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()


def _sent_to(route: str, sentence: str, request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return problem_response(HTTPStatus.FORBIDDEN, "duty", sentence)
    messages.warning(request, sentence)
    return redirect(route)
