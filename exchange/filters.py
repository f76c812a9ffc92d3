"""Filters of imports."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ScopedFilterSet
from exchange.models import ImportBatch


class ImportBatchFilterSet(ScopedFilterSet):
    """Filters of imports."""

    file_name = django_filters.CharFilter(lookup_expr="icontains", label=_("File name"))

    class Meta:
        model = ImportBatch
        fields = ["file_name", "status"]
