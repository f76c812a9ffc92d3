"""Pages of the labour market: the posts that stations need, and who comes, moves and leaves."""

from typing import cast

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from core.history import keep
from core.requests import PageRequest
from core.scope import covers
from core.verbs import EditView, VerbView
from core.views import ScopedMixin
from exchange.views.lists import EditableListView
from personnel import actions
from personnel.filters.position import PositionFilterSet
from personnel.forms.position import AppointForm, ClosePositionForm, PositionForm, WaiveForm
from personnel.forms.posting import EndPostingForm, PostForm, TransferForm
from personnel.models import Position, Posting, SocialWorker
from personnel.tables.position import PositionTable
from stations.models import Station


class PositionListView(EditableListView):
    """The posts that stations need, as they stand on a day."""

    model = Position
    table_class = PositionTable
    filterset_class = PositionFilterSet
    title = _("Posts")
    lead = _("What stations need, who fills it, and since when it is vacant")
    export_name = "positions"
    resource_name = "positions"

    @cached_property
    def day(self):
        return cast("PositionFilterSet", self.filterset).day

    def get_queryset(self):
        day = PositionFilterSet.day_of(self.request.GET)
        return super().get_queryset().seen_on(day).with_holders(day)

    def get_table_kwargs(self):
        return {"on": self.day}


class StationPostsView(ScopedMixin, DetailView):
    """The posts of one station and who fills them, and the people there without a post."""

    request: PageRequest
    model = Station
    slug_field = slug_url_kwarg = "code"
    template_name = "personnel/position/station_posts.html"
    context_object_name = "station"

    def get_permission_required(self):
        return ["personnel.view_position"]

    def get_queryset(self):
        return super().get_queryset().select_related("township")

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        posts = Position.objects.visible_to(user).filter(station=self.object)
        running = Posting.objects.visible_to(user).on(today).filter(station=self.object, position=None)
        return super().get_context_data(
            posts=posts.seen_on(today).with_holders(today).order_by("closed_on", "code"),
            others=running.select_related("worker").order_by("started_on"),
            today=today,
            can_change=covers(user, "personnel.change_position", self.object.township.path),
            can_post=covers(user, "personnel.change_posting", self.object.township.path),
            can_waive=covers(user, "personnel.waive_position", self.object.township.path),
            **kwargs,
        )


class OpenPositionView(VerbView):
    """Enter a post that the station needs."""

    model = Station
    form_class = PositionForm
    title = _("Open a post")
    button = _("Save")
    needs = "personnel.add_position"

    def get_permission_required(self):
        return [*super().get_permission_required(), self.needs]

    def get_queryset(self):
        return super().get_queryset().select_related("township")

    @property
    def place(self):
        return self.object.township

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Position(station=self.object)}

    def get_initial(self):
        return {"opened_on": timezone.localdate()}

    def run(self, form):
        actions.open_position(form.instance, by=self.request.user)
        return _("Saved.")

    def get_success_url(self):
        return reverse("personnel:station-posts", args=[self.object.code])


class PositionVerbView(VerbView):
    """A verb on a post."""

    model = Position
    context_object_name = "position"

    def get_queryset(self):
        return super().get_queryset().for_listing()


class PositionEditView(EditView, PositionVerbView):
    """What a post asks for."""

    form_class = PositionForm
    title = _("Edit the post")

    def run(self, form):
        keep(form.instance, self.request.user)


class ClosePositionView(PositionVerbView):
    """Say that a post is not needed any more."""

    form_class = ClosePositionForm
    title = _("Close the post")
    is_harmful = True

    def run(self, form):
        actions.close_position(self.object, by=self.request.user, **form.cleaned_data)


class WaiveView(PositionVerbView):
    """Waive what a post asks for; for the county."""

    verb = "waive"
    form_class = WaiveForm
    title = _("Waive the requirement")

    def run(self, form):
        actions.waive_requirement(self.object, by=self.request.user, **form.cleaned_data)


class AppointView(PositionVerbView):
    """Let somebody fill a vacant post."""

    form_class = AppointForm
    template_name = "personnel/position/appoint.html"
    title = _("Appoint somebody")
    form_takes_user = True

    def run(self, form):
        values = form.cleaned_data
        actions.appoint(values["worker"], position=self.object, on=values["on"], by=self.request.user)


class PostView(VerbView):
    """Post a person at a station without filling one of its posts; also somebody lent from elsewhere."""

    model = SocialWorker
    form_class = PostForm
    title = _("Post at a station")
    form_takes_user = True

    # At which stations somebody may post, the form's choices say.
    verb = "view"

    def get_permission_required(self):
        return [*super().get_permission_required(), "personnel.add_posting"]

    def run(self, form):
        actions.post_worker(self.object, by=self.request.user, **form.cleaned_data)


class PostingVerbView(VerbView):
    """A verb on the open posting of a person at a station."""

    model = Posting
    context_object_name = "posting"

    def get_object(self, queryset=None):
        rows = self.get_queryset().open().for_listing()
        return get_object_or_404(rows, worker__code=self.kwargs["code"], station__code=self.kwargs["station"])


class EndPostingView(PostingVerbView):
    """Somebody leaves a station."""

    form_class = EndPostingForm
    title = _("End the posting")
    is_harmful = True

    def run(self, form):
        actions.end_posting(self.object, by=self.request.user, **form.cleaned_data)


class TransferView(PostingVerbView):
    """Somebody moves to another station."""

    form_class = TransferForm
    title = _("Move to another station")
    form_takes_user = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def run(self, form):
        actions.transfer(self.object, by=self.request.user, **form.cleaned_data)
