"""The page on which a station answers the construction standard in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.detail import SingleObjectMixin

from core.requests import PageRequest
from core.scope import covers
from core.verbs import ActionView
from core.views import ScopedMixin
from stations.actions.standard import answer_standard
from stations.forms.standard import StandardForm
from stations.models import ConstructionStandard, Station
from stations.rules.standard import assess


class StandardView(ScopedMixin, SingleObjectMixin, ActionView):
    """All items of the standard with the station's answers; whoever keeps the station changes them."""

    request: PageRequest
    model = Station
    slug_field = slug_url_kwarg = "code"
    template_name = "stations/standard/answers.html"
    form_class = StandardForm

    def get_permission_required(self):
        return ["stations.view_station", "stations.view_standardanswer"]

    def get_queryset(self):
        return super().get_queryset().select_related("township")

    @cached_property
    def object(self) -> Station:
        return self.get_object()

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def standard(self) -> ConstructionStandard | None:
        return ConstructionStandard.objects.in_force(self.today).for_listing().first()

    @property
    def can_answer(self) -> bool:
        return covers(self.request.user, "stations.change_standardanswer", self.object.township.path)

    @cached_property
    def items(self):
        return list(self.standard.items.all()) if self.standard else []

    @cached_property
    def answers(self):
        rows = self.object.standard_answers.visible_to(self.request.user).filter(item__in=self.items)
        return {answer.item_id: answer for answer in rows}

    def post(self, request, *args, **kwargs):
        if not self.can_answer:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"items": self.items, "answers": self.answers}

    def run(self, form):
        return answer_standard(self.object, answers=form.answers, on=self.today, by=self.request.user)

    def get_success_response(self, outcome):
        message = ngettext("%(count)d answer was saved.", "%(count)d answers were saved.", len(outcome))
        message = message % {"count": len(outcome)} if outcome else _("Nothing was changed.")
        messages.success(self.request, message)
        return HttpResponseRedirect(reverse("stations:station-standard", args=[self.object.code]))

    def get_context_data(self, **kwargs):
        values = {pk: answer.value for pk, answer in self.answers.items()}
        return super().get_context_data(
            station=self.object,
            standard=self.standard,
            assessment=assess(self.items, values),
            answers=self.answers,
            can_answer=self.can_answer,
            **kwargs,
        )
