"""The page of an agency: who it is, where it works, and what the records of all floors say of it today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from core.periods import holds_on
from exchange.views.details import HistoryDetailView
from personnel.models import AgencyFounder
from personnel.rules.fitness import Fitness, fitness_of, with_fitness
from stations.models import Agency, AgencyRating, Engagement, Incubation


@dataclass(frozen=True)
class AgencyPage:
    """The panels of the page, as far as ``user`` may see them; each is read when the template asks."""

    user: object
    agency: Agency
    on: date

    @cached_property
    def is_home(self) -> bool:
        """Whether the reader looks after the home region, and so sees what is its alone."""
        return self.agency.is_home_for(self.user)

    @cached_property
    def engagements(self) -> list[Engagement]:
        """Where in the reader's scope it works and worked, the latest first."""
        rows = Engagement.objects.visible_to(self.user).filter(agency=self.agency)
        return list(rows.for_listing().order_by("-started_on", "station__code"))

    @property
    def stations_now(self) -> int:
        """At how many stations of the reader's scope it works today."""
        return sum(holds_on(one, self.on) for one in self.engagements)

    @cached_property
    def fitness(self) -> Fitness:
        """How it stands against the provincial rule today."""
        return fitness_of(with_fitness(Agency.objects.filter(pk=self.agency.pk), self.on).get(), self.on)

    @cached_property
    def founders(self) -> list[AgencyFounder]:
        return list(AgencyFounder.objects.visible_to(self.user).filter(agency=self.agency).for_listing())

    @cached_property
    def ratings(self) -> list[AgencyRating]:
        return list(AgencyRating.objects.visible_to(self.user).filter(agency=self.agency))

    @cached_property
    def incubations(self) -> list[Incubation]:
        rows = Incubation.objects.visible_to(self.user).filter(agency=self.agency)
        return list(rows.for_listing().order_by("-entered_on"))


class AgencyView(HistoryDetailView):
    """One agency in scope, by its code."""

    model = Agency
    template_name = "reports/agency/page.html"
    context_object_name = "agency"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        page = AgencyPage(user=self.request.user, agency=self.object, on=timezone.localdate())
        return super().get_context_data(page=page, is_home=page.is_home, **kwargs)
