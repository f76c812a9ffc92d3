"""Requests as the pages get them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from core.scope import Account


class PageRequest(HttpRequest):
    """A request of somebody who is signed in, as all pages but a few require; htmx may have sent it."""

    user: Account
    htmx: HtmxDetails
