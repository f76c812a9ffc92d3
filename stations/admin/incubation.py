"""What the city asks of agencies, how they were rated, and how young ones are helped."""

from django.contrib import admin

from core.admin import ScopedInline, ScopedRelatedFilter
from stations.admin.base import KeptInScopeAdmin
from stations.models import AgencyRating, FitnessRule, Incubation, IncubationBase, Support


@admin.register(FitnessRule)
class FitnessRuleAdmin(KeptInScopeAdmin):
    """The thresholds, document by document; a new document is a new rule with its day."""

    list_display = [
        "document",
        "valid_from",
        "founders",
        "share_part",
        "share_whole",
        "city_capital_yuan",
        "county_capital_yuan",
    ]
    search_fields = ["document"]


@admin.register(AgencyRating)
class AgencyRatingAdmin(KeptInScopeAdmin):
    """Ratings, by the agency's home region."""

    list_display = ["agency", "grade", "rated_on", "valid_to", "document"]
    list_select_related = ["agency"]
    list_filter = ["grade", ("agency__home_region", ScopedRelatedFilter)]
    search_fields = ["agency__code", "agency__name", "document"]
    autocomplete_fields = ["agency"]


@admin.register(IncubationBase)
class IncubationBaseAdmin(KeptInScopeAdmin):
    """Incubation bases, by their region."""

    list_display = ["code", "name", "region", "venue", "opened_on", "closed_on"]
    list_select_related = ["region"]
    list_filter = [("region", ScopedRelatedFilter)]
    search_fields = ["code", "name", "pinyin", "initials", "venue"]
    autocomplete_fields = ["region"]


class SupportInline(ScopedInline):
    """What the agency was given."""

    model = Support
    show_change_link = False


@admin.register(Incubation)
class IncubationAdmin(KeptInScopeAdmin):
    """Which agency is housed where, with the support it received."""

    list_display = ["agency", "base", "entered_on", "left_on", "outcome"]
    list_select_related = ["agency", "base"]
    list_filter = ["outcome", ("base", ScopedRelatedFilter)]
    search_fields = ["agency__code", "agency__name", "base__code", "base__name"]
    autocomplete_fields = ["agency", "base"]
    inlines = [SupportInline]
