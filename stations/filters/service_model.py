"""Which service models and components are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ScopedFilterSet
from stations.models import (
    Component,
    ServiceModel,
)


class ServiceModelFilterSet(ScopedFilterSet):
    """Filters of service models."""

    class Meta:
        model = ServiceModel
        fields = ["is_current"]


class ComponentFilterSet(ScopedFilterSet):
    """Filters of components."""

    service_model = django_filters.CharFilter(field_name="service_model__code", label=_("Service model"))

    class Meta:
        model = Component
        fields = ["service_model"]
