"""The saved filters of the list that a page shows, beside the list's own filter.

The template of lists stands above all floors like every template; it loads this tag, so that no Python
of ``core`` knows of accounts, and lists need nothing to have it.
"""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import RequestContext

from accounts.actions.saved_filter import known, list_of
from accounts.models import SavedFilter

register = template.Library()


@register.inclusion_tag("accounts/_saved_filters.html", takes_context=True)
def saved_filters(context: RequestContext) -> dict[str, Any]:
    """Those the reader may see, in one query, and what of the address can be saved."""
    request = context.request
    route = request.resolver_match.view_name if request.resolver_match else ""
    view = list_of(route)
    if view is None:
        return {}
    user = request.user
    return {
        "saved": SavedFilter.objects.visible_to(user).of_list(route).select_related("owner"),
        "user": user,
        "route": route,
        "query": known(view, request.GET.urlencode()),
        "csrf_token": get_token(request),
    }
