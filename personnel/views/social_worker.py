"""Social workers: list, page and verbs."""

from typing import TYPE_CHECKING, TypeAlias

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from core.history import keep
from core.scope import covers
from core.verbs import ActionView, EditView, EnterView, VerbView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from personnel import actions
from personnel.filters.social_worker import SocialWorkerFilterSet
from personnel.forms.social_worker import LeaveRegisterForm, WorkerForm
from personnel.models import Posting, SocialWorker
from personnel.rules.disclosure import NUMBERS, audience_of, can_reveal, is_shown, shown_fields
from personnel.rules.learning import Learning
from personnel.tables.social_worker import SocialWorkerTable, status_badge
from personnel.views.addresses import client_address

if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    Page: TypeAlias = ActionView
else:
    Page = object


class PeopleListView(EditableListView):
    """A list of people; files of it are taken away on the page ``export_route``, which notes it."""

    export_route = ""

    def get(self, request, *args, **kwargs):
        if request.GET.get("export"):
            query = request.GET.copy()
            query.pop("export")
            return HttpResponseRedirect(f"{reverse(self.export_route)}?{query.urlencode()}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(export_url=reverse(self.export_route), **kwargs)


class WorkerListView(PeopleListView):
    """Social workers in scope, as things stand today."""

    model = SocialWorker
    table_class = SocialWorkerTable
    filterset_class = SocialWorkerFilterSet
    title = _("Social workers")
    template_name = "personnel/social_worker/list.html"
    export_name = "social-workers"
    resource_name = "workers"
    export_route = "personnel:worker-export"
    enter_route = "personnel:worker-add"
    enter_label = _("Enter a person")
    enter_icon = "user-plus"

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().with_level(today).with_registration(today)
        return rows.seen_by(self.request.user, today)

    def get_table_kwargs(self):
        return {"on": timezone.localdate()}


class WorkerDetailView(HistoryDetailView):
    """One person: certificates with their clocks, and the postings that the reader may see.

    What the home region alone may see, the changes among it, is left out for everybody else.
    """

    model = SocialWorker
    template_name = "personnel/social_worker/detail.html"
    context_object_name = "worker"

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().for_listing().with_level(today)
        return rows.seen_by(self.request.user, today)

    @cached_property
    def audience(self):
        """As whom the reader looks at this person."""
        return audience_of(self.request.user, self.object)

    @cached_property
    def history(self):
        return super().history if is_shown("changes", self.audience) else None

    def get_context_data(self, **kwargs):
        user, home = self.request.user, self.object.home_region.path
        is_home = is_shown("home_region", self.audience)
        return super().get_context_data(
            is_home=is_home,
            shown=shown_fields(self.audience),
            can_edit=covers(user, "personnel.change_socialworker", home),
            can_certify=covers(user, "personnel.change_certificate", home),
            can_reveal=any(can_reveal(one, self.audience) for one in NUMBERS),
            can_post=user.has_perm("personnel.add_posting"),
            certificates=self._certificates(timezone.localdate()),
            postings=self._postings(),
            learning=Learning(self.object, timezone.localdate()) if is_home else None,
            can_enter_credit=user.has_perm("personnel.add_educationcredit"),
            **kwargs,
        )

    def _postings(self):
        """The postings in scope, each with whether the reader may end it or move the person."""
        user, may = self.request.user, "personnel.change_posting"
        rows = Posting.objects.visible_to(user).filter(worker=self.object).for_listing()
        return [(one, one.is_open and covers(user, may, one.station.township.path)) for one in rows]

    def _certificates(self, today):
        """The certificates, highest first, each with its clock and the clock's badge."""
        certificates = self.object.certificates.order_by("-level").prefetch_related("registrations")
        clocks = [(certificate, certificate.clock_on(today)) for certificate in certificates]
        return [(certificate, clock, status_badge(clock.status)) for certificate, clock in clocks if clock]


hides_numbers = method_decorator(sensitive_post_parameters("id_number", "phone", "number"), name="dispatch")


class TypedHereMixin(Page):
    """Tells the form from where its numbers are typed."""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.address = client_address(self.request)
        return form


@hides_numbers
class WorkerAddView(TypedHereMixin, EnterView):
    """Enter a person in the register of a region one looks after."""

    model = SocialWorker
    form_class = WorkerForm
    title = _("Enter a person")
    list_title = _("Social workers")
    list_route = "personnel:worker-list"

    def run(self, form):
        return keep(form.instance, self.request.user)


class WorkerVerbView(VerbView):
    """A verb on a person."""

    model = SocialWorker
    context_object_name = "worker"

    def get_queryset(self):
        return super().get_queryset().select_related("home_region", "agency")


@hides_numbers
class WorkerEditView(TypedHereMixin, EditView, WorkerVerbView):
    """Who a person is; a number that is typed replaces the one that is kept."""

    form_class = WorkerForm
    title = _("Edit the person")
    form_takes_user = True

    def run(self, form):
        keep(form.instance, self.request.user)


class LeaveRegisterView(WorkerVerbView):
    """Take a person off the register."""

    form_class = LeaveRegisterForm
    title = _("Leave the register")
    lead = _(
        "The person no longer counts from that day on; certificates and postings stay on record. "
        "End running postings first."
    )
    is_harmful = True

    def run(self, form):
        actions.leave_register(self.object, by=self.request.user, **form.cleaned_data)
