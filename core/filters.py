"""What the filters of all floors have in common."""

import django_filters
from crispy_forms.helper import FormHelper
from django.utils.functional import cached_property


class ScopedFilterSet(django_filters.FilterSet):
    """Filters that a page and an endpoint share; every choice list starts from the scope rule.

    Declare choices of records with ``ScopedChoiceFilter``.
    """

    @cached_property
    def helper(self):
        """The form's layout: fields only, the page brings form tag and buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def visible_choices(queryset):
    """The queryset of a choice filter, narrowed to what the asking user may see."""

    def narrowed(request):
        return queryset.visible_to(request.user) if request else queryset.none()

    return narrowed


class ScopedChoiceFilter(django_filters.ModelChoiceFilter):
    """A choice of a record in scope, by its business code."""

    def __init__(self, *args, queryset, to_field_name="code", **kwargs):
        super().__init__(*args, queryset=visible_choices(queryset), to_field_name=to_field_name, **kwargs)
