"""Pages of verbs: on one record, on a new one, on the chosen ones of a list; each calls an action."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from core.forms import ManyForm
from core.judge import Facts, expect_unlocked, why_held, why_not
from core.requests import PageRequest, account_of, cleaned_fields
from core.scope import HasPath, ScopedQuerySet, covers, permission_of, rows_of
from core.texts import Text
from core.views import ScopedListView, ScopedMixin


class ActionView(FormView):
    """A form and the action behind it: GET asks, POST acts.

    A subclass names ``form_class``, ``title``, ``button`` and, where a reader asks what will happen,
    ``lead``; ``run(form)`` calls the action and ``get_success_response(outcome)`` answers with what came of
    it. What the action refuses stands above the form, and nothing typed is lost. A form that is sent twice
    acts once; check and write are one transaction.
    """

    request: PageRequest
    title: Text = ""
    lead: Text = ""
    button: Text = ""
    success_message: Text = ""
    is_harmful = False
    # Whether the form offers what its user may choose from: it is then given ``user``.
    form_takes_user = False

    def run(self, form: Any) -> Any:
        """Call the action; returns what ``get_success_response`` needs to answer."""
        raise NotImplementedError

    def get_success_response(self, outcome: Any) -> HttpResponse:
        """The answer after the action."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.request.once(lambda: super(ActionView, self).post(request, *args, **kwargs))

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            outcome = self.run(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        return self.get_success_response(outcome)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if "data" in kwargs:
            kwargs["data"] = cleaned_fields(kwargs["data"])
        return kwargs | {"user": self.request.user} if self.form_takes_user else kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {
            "title": self.title,
            "lead": self.lead,
            "button": self.button or self.title,
            "is_harmful": self.is_harmful,
        }
        return super().get_context_data(**words | kwargs)


class VerbMixin(ScopedMixin, SingleObjectMixin):
    """The one record of a verb: out of scope 404, without the permission for it 403.

    ``verb`` is the first word of the permission on the record. A verb that makes something of another
    noun out of it ``needs`` the permission to do so in the region where the record lies, its ``place``.
    """

    request: PageRequest
    slug_field = "code"
    slug_url_kwarg = "code"
    verb = "change"
    needs = ""

    @cached_property
    def object(self) -> Any:
        return self.get_object()

    @property
    def place(self) -> HasPath:
        """The region in which ``needs`` has to be held."""
        raise NotImplementedError

    @property
    def is_permitted(self) -> bool:
        """Whether the reader may do the verb to the record."""
        if self.needs:
            return covers(self.request.user, self.needs, self.place.path)
        # What is in scope may be seen; that was asked with the record.
        return self.verb == "view" or self.request.user.has_perm(
            permission_of(self.model, self.verb), self.object
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.has_permission() and not self.is_permitted:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class VerbView(VerbMixin, ActionView):
    """A verb on one record in scope.

    A subclass names ``model``, what an ``ActionView`` asks for, and ``verb`` or ``needs``. What ``run``
    returns is said about it, else ``success_message``.
    """

    request: PageRequest
    template_name = "core/verb.html"
    success_message: Text = _("Done.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"on": timezone.localdate()}

    def get_success_response(self, outcome: Any) -> HttpResponse:
        messages.success(self.request, outcome or self.success_message)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.get_success_url(), **kwargs)


class EditView(VerbView):
    """Correct a record by a form of its own; it works on a copy, so the page tells what is stored.

    Goes before the floor's own verb view among the bases.
    """

    button: Text = _("Save")
    success_message: Text = _("Saved.")

    @cached_property
    def edited(self) -> Any:
        """The record as the form changes it."""
        return self.get_object()

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.edited}

    def form_valid(self, form: Any) -> HttpResponse:
        # The form has changed the one copy; the other is as it is stored.
        if refusal := why_not(self.edited, account_of(self.request), Facts(stored=self.object)):
            form.add_error(None, str(refusal))
            return super().form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        # Nobody is to mend what they typed only to learn then that nothing may be changed.
        held = str(why_held(Facts(stored=self.object)))
        if held and held not in form.non_field_errors():
            form.add_error(None, held)
        return super().form_invalid(form)

    @transaction.atomic
    def run(self, form: Any) -> Any:
        # Once more under the lock of the row: somebody may have approved it meanwhile.
        expect_unlocked(self.edited)
        form.save()


class EnterView(PermissionRequiredMixin, ActionView):
    """Enter a new record of ``model``; the way back is the list of its kind.

    A subclass names ``list_route`` and ``list_title`` besides what an ``ActionView`` asks for. ``run``
    returns the record; where there is a ``success_message`` it is said.
    """

    template_name = "core/enter.html"
    request: PageRequest
    model: type[Model]
    button: Text = _("Save")
    list_route = ""
    list_title: Text = ""
    form_takes_user = True

    def get_permission_required(self) -> list[str]:
        return [permission_of(self.model, "add")]

    def run(self, form: Any) -> Any:
        return form.save()

    def get_success_response(self, outcome: Any) -> HttpResponse:
        if self.success_message:
            messages.success(self.request, self.success_message)
        self.object = outcome
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Where to go on: the page of the record; override where it has none."""
        return str(self.object.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=reverse(self.list_route), list_title=self.list_title, **kwargs)


class ManyView(View):
    """A verb on the chosen records of a list, by POST: what is refused is told, the others are done.

    Of two clicks the second does nothing: what the first has done is not told as refused.

    A subclass names ``model``, ``verb``, its ``route``, the ``list_route``, the words on the list and a
    ``form_class`` whose ``codes`` are the chosen records among ``offered``; ``run(record, form)`` calls
    the action, and ``get_success_message(count)`` says how many were done.
    """

    http_method_names = ["post"]
    request: PageRequest
    model: type[Model]
    verb = "change"
    form_class: type[ManyForm]
    route = ""
    list_route = ""
    day_label: Text = ""
    button: Text = ""
    hint: Text = ""

    @property
    def permission(self) -> str:
        return permission_of(self.model, self.verb)

    @property
    def offered(self) -> ScopedQuerySet[Any]:
        """The records among which to choose."""
        return rows_of(self.model).permitted(self.request.user, self.verb)

    def run(self, record: Any, form: Any) -> None:
        """Call the action."""
        raise NotImplementedError

    def get_success_message(self, count: int) -> str:
        """What to say of ``count`` records done."""
        raise NotImplementedError

    def get_error_message(self, record: Any, refusal: ValidationError) -> str:
        """What to say of a record that was refused; the refusal names it, else override."""
        return " ".join(refusal.messages)

    def post(self, request: PageRequest) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return request.once(self._answer)

    def _answer(self) -> HttpResponse:
        request = self.request
        form = self.form_class(request.POST, offered=self.offered)
        if form.is_valid():
            self._run_all(form)
        else:
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
        # Back to the rows that were chosen from: the list's filter comes with the address.
        asked = request.GET.urlencode()
        return redirect(f"{reverse(self.list_route)}?{asked}" if asked else self.list_route)

    def _run_all(self, form: Any) -> None:
        done = 0
        for record in form.cleaned_data["codes"]:
            try:
                self.run(record, form)
            except ValidationError as refusal:
                messages.error(self.request, self.get_error_message(record, refusal))
            else:
                done += 1
        if done:
            messages.success(self.request, self.get_success_message(done))


class ManyListMixin(ScopedListView):
    """A list with a bar above it for the ``ManyView`` called ``many``, and a column to choose rows by.

    Goes before the list view among the bases.
    """

    template_name = "core/many.html"
    many: type[ManyView]
    verb_columns: tuple[str, ...] = ("chosen",)

    @property
    def has_verbs(self) -> bool:
        return self.request.user.has_perm(self.many().permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # An instance: a template would call the class.
        many = self.many() if self.has_verbs else None
        return super().get_context_data(many=many, today=timezone.localdate(), **kwargs)


def add_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """Put the sentences of a refusal beside the fields they speak of, the others above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
