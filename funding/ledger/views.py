"""The page of the ledger."""

from http import HTTPStatus

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from core.views import EXPORTS
from funding.ledger.books import Books
from funding.ledger.forms import LedgerForm
from funding.ledger.nouns import Key
from funding.ledger.page import PAGE, PAPER, Statement


class LedgerView(PermissionRequiredMixin, View):
    """Every entry of a period, fifty a page behind ``?after=`` or in front of ``?before=``.

    With ``?all=1`` the first 5,000 at once, to be printed; with ``?export=`` all as a file.
    """

    permission_required = "funding.view_allocation"

    def get(self, request):
        form = LedgerForm(request.GET, user=request.user, today=timezone.localdate())
        context = {"form": form, "filter": {"form": form}}
        if not form.is_valid():
            return render(request, "funding/ledger/page.html", context, status=HTTPStatus.BAD_REQUEST)
        after, before = (Key.read(request.GET.get(name, "")) for name in ("after", "before"))
        statement = Statement(
            books=Books(request.user, form.asked),
            span=form.span,
            after=after,
            before=None if after else before,
            size=PAPER if request.GET.get("all") else PAGE,
        )
        export = EXPORTS.get(request.GET.get("export", ""))
        if export:
            return export(f"ledger-{statement.span.first}-{statement.last_day}", statement.as_rows())
        return render(request, "funding/ledger/page.html", context | {"statement": statement})
