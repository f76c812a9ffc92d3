"""How often a token may ask, and the headers that say so."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

WINDOW_SECONDS = 60


class TokenThrottle(BaseThrottle):
    """So many requests of one token, or of somebody signed in, in a minute of the clock.

    Each server process counts for itself, in memory: counting costs nothing, and the limit is that
    of one process.
    """

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            return True
        now = time.time()
        window = int(now // WINDOW_SECONDS)
        self.reset = WINDOW_SECONDS - int(now % WINDOW_SECONDS)
        who = f"token-{request.auth.pk}" if request.auth else f"user-{request.user.pk}"
        counters, name = caches["throttle"], f"{who}-{window}"
        counters.add(name, 0, timeout=2 * WINDOW_SECONDS)
        asked = counters.incr(name)
        limit = settings.API_REQUESTS_A_MINUTE
        # Told by the middleware below, also on answers that are no refusals.
        vars(request._request)["rate"] = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(limit - asked, 0)),
            "RateLimit-Reset": str(self.reset),
        }
        return asked <= limit

    def wait(self) -> float | None:
        return self.reset


class RateHeadersMiddleware:
    """Says with every answer of the API how many requests are left in this minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in getattr(request, "rate", {}).items():
            response.headers[name] = value
        return response
