"""The search: a page of its own, and suggestions in the header while somebody types."""

from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from reports.search import Search

SHOWN, COUNTED = 6, 50
SUGGESTED = 3


@require_safe
def search(request):
    """What ``?q=`` finds in the reader's scope; a whole code leads to its record at once."""
    asked = Search(user=request.user, typed=request.GET.get("q", ""))
    if request.htmx and not request.htmx.boosted:
        groups = asked.found(shown=SUGGESTED, fetched=SUGGESTED)
        answer = render(request, "reports/search/_suggestions.html", {"asked": asked, "groups": groups})
    elif record := asked.record():
        answer = redirect(record)
    else:
        groups = asked.found(shown=SHOWN, fetched=COUNTED)
        answer = render(request, "reports/search/page.html", {"asked": asked, "groups": groups})
    patch_vary_headers(answer, ["HX-Request"])
    return answer
