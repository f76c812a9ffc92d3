"""Requests as the pages get them."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from core.scope import Account
from core.texts import cleaned


class PageRequest(HttpRequest):
    """A request of somebody who is signed in, as all pages but a few require; htmx may have sent it."""

    user: Account
    htmx: HtmxDetails
    # Does what a form asks for, once for each time it is filled in.
    once: Callable[[Callable[[], HttpResponse]], HttpResponse]


def account_of(request: HttpRequest | Request) -> Account:
    """Who asks, where no type says that somebody signed in; raises ``PermissionDenied`` for nobody."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def cleaned_fields(sent: QueryDict) -> QueryDict:
    """What was sent, every text of it as the portal keeps texts; files stay."""
    fields = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        fields.setlist(name, [cleaned(value) if isinstance(value, str) else value for value in values])
    return fields
