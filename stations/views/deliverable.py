"""Pages of deliverables: entered and reported by the station, accepted or returned by the next level up."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from core.requests import PageRequest
from core.verbs import EditView, ManyListMixin, ManyView, VerbMixin, VerbView
from core.views import ScopedListView
from exchange.views.details import HistoryDetailView
from regions.models import Region
from stations import actions
from stations.actions.deliverable import LineRefused
from stations.filters.deliverable import DeliverableFilterSet
from stations.forms.deliverable import (
    AcceptManyForm,
    BuiltTogetherForm,
    CommentForm,
    DeliverableForm,
    LineForm,
    ReturnForm,
)
from stations.forms.milestone import DayForm
from stations.models import Component, Deliverable, Evidence, Station
from stations.tables.deliverable import DeliverableTable
from stations.views.station import StationVerbView


class AcceptManyView(ManyView):
    """Accept the chosen ones."""

    model = Deliverable
    verb = "accept"
    form_class = AcceptManyForm
    route = "stations:deliverable-accept-many"
    list_route = "stations:deliverable-list"
    day_label = _("Accepted on")
    button = _("Accept the chosen")

    def run(self, record, form):
        actions.accept_deliverable(record, on=form.cleaned_data["on"], by=self.request.user)

    def get_success_message(self, count):
        message = ngettext("%(count)d deliverable accepted.", "%(count)d deliverables accepted.", count)
        return message % {"count": count}

    def get_error_message(self, record, refusal):
        return f"{record}: {super().get_error_message(record, refusal)}"


class DeliverableListView(ManyListMixin, ScopedListView):
    """The deliverables in scope; those that are reported can be accepted together."""

    model = Deliverable
    table_class = DeliverableTable
    filterset_class = DeliverableFilterSet
    many = AcceptManyView
    title = _("Deliverables")
    lead = _("What stations build towards their service model")
    export_name = "deliverables"

    def get_queryset(self):
        """With the files that show each, which whoever accepts looks at."""
        files = Evidence.objects.visible_to(self.request.user)
        return super().get_queryset().prefetch_related(Prefetch("evidence", files, to_attr="files_shown"))


class DeliverableDetailView(HistoryDetailView):
    """One deliverable: how it stands, what shows it, whose turn it is."""

    model = Deliverable
    template_name = "stations/deliverable/detail.html"
    context_object_name = "deliverable"

    def get_queryset(self):
        return super().get_queryset().for_listing().select_related("reported_by", "accepted_by")

    def get_context_data(self, **kwargs):
        user, deliverable = self.request.user, self.object
        is_reported = deliverable.status == Deliverable.Status.REPORTED and not deliverable.ended_on
        reporters = [deliverable.reported_by_id] if is_reported else []
        hands = hands_of(reporters, deliverable.reported_on)
        place = deliverable.station.township
        return super().get_context_data(
            evidence=deliverable.evidence.visible_to(user).order_by("-uploaded_at"),
            can_change=not deliverable.ended_on and user.has_perm("stations.change_deliverable", deliverable),
            can_accept=is_reported and user.has_perm("stations.accept_deliverable", deliverable),
            is_own=user.pk in hands,
            waiting=who_can("stations.accept_deliverable", place, without=hands) if is_reported else None,
            **kwargs,
        )


class DeliverableAddView(StationVerbView):
    """Enter a deliverable of a station; ``?component=`` chooses what it is built towards."""

    form_class = DeliverableForm
    title = _("Enter a deliverable")
    button = _("Save")

    def get_initial(self):
        components = Component.objects.filter(service_model=self.object.service_model)
        chosen = components.filter(code=self.request.GET.get("component", "")).first()
        return {"component": chosen}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Deliverable(station=self.object)}

    def run(self, form):
        form.save()
        return _("Saved.")


class DeliverablesView(VerbMixin, TemplateView):
    """What a station has built and has still to build, entered, shown and reported in one form."""

    request: PageRequest
    model = Station
    template_name = "stations/deliverable/many.html"
    context_object_name = "station"

    def post(self, request, *args, **kwargs):
        return request.once(self._build)

    def _build(self):
        request = self.request
        day = BuiltTogetherForm(request.POST)
        lines = [form for form in self.forms if form.is_valid()]
        if day.is_valid() and len(lines) == len(self.forms):
            asked = [(form, form.built(reports=day.cleaned_data["reports"])) for form in lines]
            wanted = [(form, built) for form, built in asked if built]
            try:
                actions.build_deliverables(
                    [built for _form, built in wanted], on=day.cleaned_data["on"], by=request.user
                )
            except LineRefused as refusal:
                wanted[refusal.line][0].add_error(None, refusal.messages)
            else:
                messages.success(request, _("Saved."))
                return redirect(self.object)
        return self.render_to_response(self.get_context_data(day=day))

    @cached_property
    def forms(self) -> list[LineForm]:
        """Those under way, then one line for each that the service model still asks for."""
        communities = self._free_communities
        free = list(communities)
        choices = [("", "—"), *((one.code, str(one)) for one in free)]
        forms = []
        for number, deliverable in enumerate(self._lines):
            initial = {"name": deliverable.name, "chosen": True}
            if not deliverable.pk and deliverable.component.needs_community and free:
                community = free.pop(0)
                initial |= {"community": community, "name": f"{community.name}社工室"}
            forms.append(
                LineForm(
                    self.request.POST or None,
                    self.request.FILES or None,
                    prefix=f"line-{number}",
                    initial=initial,
                    deliverable=deliverable,
                    communities=communities,
                    choices=choices,
                )
            )
        return forms

    @cached_property
    def _lines(self) -> list[Deliverable]:
        station = self.object
        rows = station.deliverables.filter(ended_on__isnull=True)
        kept = list(rows.select_related("component", "community").with_shown())
        statuses = Deliverable.Status
        under_way = [one for one in kept if one.status not in (statuses.ACCEPTED, statuses.REPORTED)]
        return [*under_way, *(one for part in self._components for one in self._missing(part, kept))]

    @cached_property
    def _components(self) -> list[Component]:
        return list(self.object.service_model.components.numbered())

    def _missing(self, part: Component, kept: list[Deliverable]) -> list[Deliverable]:
        there = sum(one.component_id == part.pk for one in kept)
        numbers = range(there + 1, (part.required or 0) + 1)
        return [
            Deliverable(station=self.object, component=part, name=f"{part.name}{number}")
            for number in numbers
        ]

    @cached_property
    def _free_communities(self):
        rooms = Deliverable.objects.filter(community__isnull=False, ended_on__isnull=True)
        taken = rooms.exclude(status=Deliverable.Status.RETURNED)
        communities = Region.objects.current().communities().under(self.object.township)
        return communities.exclude(pk__in=taken.values("community")).order_by("path")

    def get_context_data(self, **kwargs):
        day = kwargs.pop("day", None) or BuiltTogetherForm(initial={"on": timezone.localdate()})
        return super().get_context_data(forms=self.forms, day=day, **kwargs)


class DeliverableVerbView(VerbView):
    """A verb on a deliverable."""

    model = Deliverable


class DeliverableEditView(EditView, DeliverableVerbView):
    """Name, community and planned day of a deliverable."""

    form_class = DeliverableForm
    title = _("Edit the deliverable")


class StartView(DeliverableVerbView):
    """Work on it has begun."""

    form_class = DayForm
    title = _("Work has begun")

    def run(self, form):
        actions.start_deliverable(self.object, on=form.cleaned_data["on"], by=self.request.user)


class ReportView(DeliverableVerbView):
    """It is built."""

    form_class = DayForm
    title = _("Report as built")

    def run(self, form):
        actions.report_deliverable(self.object, on=form.cleaned_data["on"], by=self.request.user)
        return _("Reported. The next level up accepts or returns it.")


class AcceptView(DeliverableVerbView):
    """Accept what was reported."""

    form_class = CommentForm
    verb = "accept"
    title = _("Accept")
    template_name = "stations/deliverable/accept.html"

    def get_context_data(self, **kwargs):
        evidence = self.object.evidence.visible_to(self.request.user)
        return super().get_context_data(evidence=evidence, lacking=self.object.lacking_evidence(), **kwargs)

    def run(self, form):
        actions.accept_deliverable(self.object, by=self.request.user, **form.cleaned_data)
        return _("Accepted. It counts from that day.")


class ReturnView(DeliverableVerbView):
    """Send back what was reported."""

    form_class = ReturnForm
    verb = "accept"
    title = _("Return")

    def run(self, form):
        actions.return_deliverable(self.object, by=self.request.user, **form.cleaned_data)
        return _("Returned. The station reads what is missing.")
