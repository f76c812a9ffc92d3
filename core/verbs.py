"""Pages of verbs: one record, what the verb needs to know, and the action behind it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from django.views.generic.detail import SingleObjectMixin

from core.scope import permission_of
from core.views import ScopedMixin


class VerbView(ScopedMixin, SingleObjectMixin, FormView):
    """A verb on one record in scope: GET asks, POST acts.

    A subclass names ``model``, ``form_class``, ``verb`` (the permission's first word), ``title``,
    ``button`` and ``run(form)``, which calls the action. Out of scope is 404, without the permission
    403; what the action refuses stands above the form, and nothing typed is lost.
    """

    template_name = "core/verb.html"
    slug_field = "code"
    slug_url_kwarg = "code"
    verb = "change"
    title = ""
    button = ""
    is_harmful = False

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        if self.has_permission() and not request.user.has_perm(self._permission, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def _permission(self) -> str:
        return permission_of(self.model, self.verb)

    @cached_property
    def object(self):
        return self.get_object()

    def run(self, form) -> str:
        """Call the action; returns what to tell about it."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            told = self.run(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, told or _("Done."))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title,
            button=self.button or self.title,
            is_harmful=self.is_harmful,
            back=self.get_success_url(),
            **kwargs,
        )


class EditView(VerbView):
    """Correct a record by a form of its own; it works on a copy, so the page tells what is stored.

    Goes before the floor's own verb view among the bases.
    """

    button = gettext_lazy("Save")

    @cached_property
    def edited(self):
        """The record as the form changes it."""
        return self.get_object()

    def get_initial(self):
        return {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.edited}


def add_refusal(form, refusal: ValidationError) -> None:
    """Put the sentences of a refusal beside the fields they speak of, the others above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
