"""The language of a page, what is written together, and what no database can be asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_request, get_supported_language_variant
from rest_framework.permissions import SAFE_METHODS

from core.history import one_request
from core.problems import API_PREFIX, not_found
from core.requests import cleaned_fields


class ChosenLanguageMiddleware:
    """Pages follow the language cookie and are Chinese without one, whatever the browser asks for.

    The API has no switch, so it follows ``Accept-Language``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    def _language(self, request: HttpRequest) -> str:
        if request.path.startswith(API_PREFIX):
            return get_language_from_request(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        try:
            return get_supported_language_variant(chosen)
        except LookupError:
            return settings.LANGUAGE_CODE


class SlashMiddleware(CommonMiddleware):
    """Adds the slash at the end of an address for whoever reads; whoever writes is told that it is missing.

    Sent elsewhere most programs go on with GET: it would look as if something had been written.
    """

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return request.method in SAFE_METHODS and super().should_redirect_with_slash(request)


class UnkeptMiddleware:
    """What somebody signed in is answered is kept by no browser and nothing on the way, unless it says more.

    The next person at the machine could otherwise go back to it. No page of the portal needs a camera,
    a microphone or the place of the machine: a photo comes as a file.
    """

    PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class OneRequestMiddleware:
    """What one request writes belongs together in the history."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_request():
            return self.get_response(request)


class CleanQuestionMiddleware:
    """What is looked for is cleaned like what is kept, invisible signs and all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.GET:
            vars(request)["GET"] = cleaned_fields(request.GET)
        return self.get_response(request)


class NothingByNulMiddleware:
    """Nothing is found by the character NUL, which nobody types: PostgreSQL refuses even to look for it."""

    REFUSAL = "cannot contain NUL"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Not found instead of a server error."""
        is_refusal = isinstance(exception, ValueError) and self.REFUSAL in str(exception)
        return not_found(request, exception) if is_refusal else None
