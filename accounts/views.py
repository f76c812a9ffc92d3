"""Somebody's own account."""

from django.views.generic import TemplateView


class AccountView(TemplateView):
    """Who I am here, which roles I hold where, and the way to password and second factor."""

    template_name = "accounts/me.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(assignments=self.request.user.assignments, **kwargs)
