"""The published figures."""

from django.utils.translation import gettext_lazy as _

from core.views import ScopedListView
from reports.filters import PublishedFigureFilterSet
from reports.models import PublishedFigure
from reports.tables import PublishedFigureTable


class PublishedFigureListView(ScopedListView):
    """What was published about the regions in scope."""

    model = PublishedFigure
    table_class = PublishedFigureTable
    filterset_class = PublishedFigureFilterSet
    title = _("Published figures")
    export_name = "published-figures"
