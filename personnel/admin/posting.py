"""Postings in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.admin import JudgedFormSet, ScopedInline, ScopedRelatedFilter
from personnel.models import Posting
from stations.admin.base import KeptInScopeAdmin


class PostingFormSet(JudgedFormSet):
    """The postings of one person as they are typed: what they break together no single one can see."""

    def clean(self):
        super().clean()
        typed = [form.instance for form in self.forms if form.is_valid() and form.has_changed()]
        open_posts = [posting for posting in typed if posting.is_open]
        full_time = [one for one in open_posts if one.employment_type == Posting.EmploymentType.FULL_TIME]
        if len(full_time) > 1:
            raise ValidationError(
                _("A person holds one open full-time posting; end one or make it part-time.")
            )
        if len({posting.station_id for posting in open_posts}) < len(open_posts):
            raise ValidationError(_("A person holds one open posting at a station; end the earlier one."))


class PostingInline(ScopedInline):
    """The postings of one person at the stations in the user's scope."""

    model = Posting
    formset = PostingFormSet
    autocomplete_fields = ["station"]
    fields = ["station", "role", "employment_type", "started_on", "ended_on", "leave_reason"]

    def get_queryset(self, request):
        queryset = super().get_queryset(request).select_related("station")
        return queryset.filter(pk__in=Posting.objects.visible_to(request.user).values("pk"))


@admin.register(Posting)
class PostingAdmin(KeptInScopeAdmin):
    """Postings, by the station's township."""

    list_display = ["worker", "station", "role", "employment_type", "started_on", "ended_on", "leave_reason"]
    list_select_related = ["worker", "station"]
    list_filter = ["role", "employment_type", "leave_reason", ("station", ScopedRelatedFilter)]
    search_fields = ["worker__name", "worker__code", "station__name", "station__code"]
    autocomplete_fields = ["worker", "station", "position"]
    date_hierarchy = "started_on"
