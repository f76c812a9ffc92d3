"""What the course of the money should make somebody look at."""

from http import HTTPStatus

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from core.forms import AsOfForm
from funding.rules.warnings import warnings_for


class WarningsView(PermissionRequiredMixin, TemplateView):
    """What deserves a look, as of a day."""

    permission_required = "funding.view_budget"
    template_name = "funding/warnings/list.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        form = AsOfForm(self.request.GET, today=today)
        # An unclear day is told beside the field, above what deserves a look today.
        on = form.cleaned_data["on"] if form.is_valid() else today
        return super().get_context_data(form=form, on=on, **warnings_for(self.request.user, on), **kwargs)

    def render_to_response(self, context, **response_kwargs):
        if not context["form"].is_valid():
            response_kwargs["status"] = HTTPStatus.BAD_REQUEST
        return super().render_to_response(context, **response_kwargs)
