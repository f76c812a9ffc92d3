"""Somebody's own account, and the filters they keep."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from accounts.actions.saved_filter import known, list_of, remove_filter, save_filter
from accounts.models import SavedFilter, SecurityEvent
from core.requests import PageRequest
from core.scope import permission_of

EVENTS_SHOWN = 50


class AccountView(TemplateView):
    """Who I am here, which roles I hold where, and the way to password and second factor."""

    request: PageRequest
    template_name = "accounts/me.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            assignments=user.own_assignments, borrowed=user.borrowed_assignments, **kwargs
        )


class SignInsView(TemplateView):
    """Where I am signed in, and what the security log holds about my account."""

    request: PageRequest
    template_name = "accounts/sign_ins.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = SecurityEvent.objects.filter(user=self.request.user.pk).select_related("by")
        return super().get_context_data(
            sessions=UserSession.objects.purge_and_list(self.request.user),
            events=events[:EVENTS_SHOWN],
            **kwargs,
        )


@require_POST
def sessions_end(request: PageRequest) -> HttpResponse:
    """End all of the account's sessions but this one."""
    others = UserSession.objects.filter(user=request.user.pk)
    for session in others.exclude(session_key=request.session.session_key or ""):
        session.end()
    messages.success(request, _("Signed out everywhere else."))
    return redirect("account-sign-ins")


@require_POST
def savedfilter_save(request: PageRequest) -> HttpResponse:
    """Keep the filter of a list that the user may open, and show the list again."""
    back = _back_to_list(request)
    try:
        save_filter(
            route=request.POST["route"],
            query=request.POST.get("query", ""),
            name=request.POST.get("name", ""),
            is_shared="is_shared" in request.POST,
            by=request.user,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect(back)


@require_POST
def savedfilter_remove(request: PageRequest) -> HttpResponse:
    """Remove one of the user's own filters, and show the list again."""
    back = _back_to_list(request)
    own = SavedFilter.objects.permitted(request.user, "change").of_list(request.POST["route"])
    remove_filter(get_object_or_404(own, name=request.POST.get("name", "")), by=request.user)
    messages.success(request, _("Removed."))
    return redirect(back)


def _back_to_list(request: PageRequest) -> str:
    """The list as the user saw it; 404 where there is none, 403 where it is not open to the user."""
    route = request.POST.get("route", "")
    view = list_of(route)
    if view is None:
        raise Http404
    if not request.user.has_perm(permission_of(view.model, "view")):
        raise PermissionDenied
    return f"{reverse(route)}?{known(view, request.POST.get('query', ''))}"
