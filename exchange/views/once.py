"""Forms that count once: of two clicks on a button the second leads to what the first has done.

A form carries a token of its own. What is done with it and the token are written in one transaction, so
that whoever sends the same form meanwhile waits for the first: where that was accepted, the answer is the
way to its record, where it was refused, the form is judged by itself. A form that was changed, after a
step back in the browser, is another one.
"""

import hashlib
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.requests import account_of
from core.templatetags.portal import ONCE
from exchange.api.once import sha256_of_form
from exchange.models import KeptAnswer

CSRF = "csrfmiddlewaretoken"
# No key that another system gives begins so: theirs have no blanks.
KEY = "form %s"


class OnceMiddleware:
    """Lets the pages say what they do once: ``request.once(work)``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        vars(request)["once"] = partial(once, request)
        return self.get_response(request)


def once(request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of ``work()``, which runs in a transaction; where it leads on, once for each form sent."""
    if not request.POST.get(ONCE):
        with transaction.atomic():
            return work()
    KeptAnswer.objects.sweep(timezone.now())
    with transaction.atomic():
        kept, is_first = _claim(request)
        if not is_first:
            messages.info(request, _("This form was sent already; nothing was entered a second time."))
            return redirect(kept.headers["Location"])
        response = work()
        if isinstance(response, HttpResponseRedirectBase):
            kept.status, kept.headers = response.status_code, {"Location": response.url}
            kept.save(update_fields=["status", "headers"])
        else:
            kept.delete()
    return response


def _claim(request: HttpRequest) -> tuple[KeptAnswer, bool]:
    """The answer to this form, and whether it is the first time; waits for whoever sends it just now."""
    sent = [(name, values) for name, values in request.POST.lists() if name != CSRF]
    digest = sha256_of_form([*sent, *request.FILES.lists()])
    address = request.get_full_path()
    key = KEY % hashlib.sha256(f"{address} {digest}".encode()).hexdigest()
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                user=account_of(request), key=key, request=f"POST {address}"[:300], body_sha256=digest
            ), True
    except IntegrityError:
        return KeptAnswer.objects.get(user=account_of(request), key=key), False
