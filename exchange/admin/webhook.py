"""Webhooks in the admin: who is told of changes, what was sent, and the verbs of both."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.models import User
from core.admin import ScopedAdmin, ScopedAdminMixin
from core.forms import WholeModelForm, choice_field
from core.history import keep
from core.requests import account_of
from core.scope import rows_of
from exchange import actions
from exchange.models import WebhookDelivery, WebhookSubscription
from exchange.resources import endpoints as nouns
from exchange.webhooks.sending import redeliver
from exchange.webhooks.targets import NotSentError, parts_of

EDITED = ["name", "target_url", "nouns", "region"]


class WebhookSubscriptionForm(WholeModelForm):
    """Where to, whose view of the portal, and what of it."""

    # Who fills the form in; set for each request.
    by: User
    nouns = forms.MultipleChoiceField(
        label=_("Kinds of records"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As the API names them; none means all."),
    )

    class Meta:
        model = WebhookSubscription
        fields = ["name", "owner", "target_url", "nouns", "region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "nouns" in self.fields:
            labels = {name: noun.model._meta.verbose_name_plural for name, noun in nouns.by_name().items()}
            choice_field(self, "nouns").choices = sorted(
                (name, f"{label} ({name})") for name, label in labels.items()
            )

    def clean_owner(self) -> User:
        """Nobody hands out more than their own accounts may see."""
        owner: User = self.cleaned_data["owner"]
        actions.check_owner(owner, by=self.by)
        return owner

    def clean_target_url(self) -> str:
        """What no attempt could use is refused at once; where it leads is asked at each attempt."""
        url: str = self.cleaned_data["target_url"]
        try:
            parts_of(url)
        except NotSentError as error:
            raise ValidationError(str(error)) from error
        return url


@admin.register(WebhookSubscription)
class WebhookSubscriptionAdmin(ScopedAdmin):
    """Subscriptions; pausing, resuming and a new secret are verbs of the list."""

    form = WebhookSubscriptionForm
    list_display = ["name", "owner", "target_url", "status", "failures", "next_attempt_at", "pause_reason"]
    list_select_related = ["owner", "region"]
    list_filter = ["status"]
    search_fields = ["name", "target_url", "owner__username"]
    autocomplete_fields = ["owner", "region"]
    readonly_fields = ["status", "pause_reason", "paused_at", "failures", "failing_since", "next_attempt_at"]
    actions = ["pause", "resume", "renew_secret"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whose view of the portal a target gets is settled when it begins."""
        own = super().get_readonly_fields(request, obj)
        return [*own, "owner"] if obj else own

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": account_of(request)})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The sender's own columns are not the form's to write."""
        if change:
            keep(obj, account_of(request), EDITED)
            return
        self._show(request, obj, actions.subscribe(obj, by=account_of(request)))

    @admin.action(description=_("Pause"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._run(
            request, queryset, lambda one: actions.pause(one, at=timezone.now(), by=account_of(request))
        )

    @admin.action(description=_("Resume"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._run(request, queryset, lambda one: actions.resume(one, by=account_of(request)))

    @admin.action(description=_("Give a new secret"), permissions=["change"])
    def renew_secret(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        def verb(subscription: WebhookSubscription) -> None:
            self._show(request, subscription, actions.renew_secret(subscription, by=account_of(request)))

        self._run(request, queryset, verb)

    def _run(
        self, request: HttpRequest, queryset: QuerySet[Any], verb: Callable[[WebhookSubscription], object]
    ) -> None:
        allowed = rows_of(self.model).permitted(request.user, "change").values("pk")
        for subscription in queryset.filter(pk__in=allowed):
            try:
                verb(subscription)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)

    def _show(self, request: HttpRequest, subscription: WebhookSubscription, secret: str) -> None:
        message = gettext("Secret of %(name)s, shown this once: %(secret)s")
        self.message_user(request, message % {"name": subscription.name, "secret": secret}, messages.WARNING)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ScopedAdminMixin, ModelAdmin):
    """The delivery log, for reading; what was sent can be sent again."""

    list_display = [
        "sent_at",
        "subscription",
        "attempt",
        "event_count",
        "status_code",
        "error",
        "duration_ms",
        "next_attempt_at",
        "is_redelivery",
        "key",
    ]
    list_select_related = ["subscription"]
    list_filter = ["subscription", "status_code"]
    search_fields = ["key", "subscription__name"]
    actions = ["send_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("exchange.view_webhookdelivery", obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = WebhookDelivery.objects.visible_to(request.user).values("pk")
        return super().get_queryset(request).filter(pk__in=visible)

    def has_redeliver_permission(self, request: HttpRequest) -> bool:
        """Asked by the list before it offers to send again."""
        return request.user.has_perm("exchange.change_webhooksubscription")

    @admin.action(description=_("Send again"), permissions=["redeliver"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        changeable = WebhookSubscription.objects.permitted(request.user, "change").values("pk")
        for delivery in queryset.filter(subscription__in=changeable).select_related("subscription__owner"):
            again = redeliver(delivery, now=timezone.now())
            answer = again.error or f"HTTP {again.status_code}"
            level = messages.SUCCESS if again.is_accepted else messages.ERROR
            self.message_user(request, f"{again.subscription}: {answer}", level)
