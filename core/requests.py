"""Requests as the pages get them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from core.scope import Account


class PageRequest(HttpRequest):
    """A request of somebody who is signed in, as all pages but a few require; htmx may have sent it."""

    user: Account
    htmx: HtmxDetails


def account_of(request: HttpRequest | Request) -> Account:
    """Who asks, where no type says that somebody signed in; raises ``PermissionDenied`` for nobody."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user
