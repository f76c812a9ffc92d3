"""What the endpoints of all floors have in common: scope, clean serializers, one shape of error."""

import copy
from http import HTTPStatus

from django.core.exceptions import ValidationError as ModelValidationError
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.views import exception_handler

PROBLEM_TYPE = "application/problem+json"


class ScopedViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """A noun for reading: its rows in scope, by business code. A subclass names ``model``."""

    model = None
    lookup_field = "code"
    lookup_value_regex = "[^/]+"

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.model.objects.visible_to(self.request.user).for_listing()


class CleanModelSerializer(serializers.ModelSerializer):
    """A serializer that asks the model's own rules, so that a constraint is a message and not a 500."""

    def validate(self, attrs):
        attrs = super().validate(attrs)
        instance = copy.copy(self.instance) if self.instance else self.Meta.model()
        for name, value in attrs.items():
            setattr(instance, name, value)
        try:
            instance.full_clean(exclude=self._left_out(attrs))
        except ModelValidationError as error:
            raise serializers.ValidationError(serializers.as_serializer_error(error)) from error
        return attrs

    def _left_out(self, attrs):
        if self.instance:
            return []
        return [field.name for field in self.Meta.model._meta.fields if field.name not in attrs]


def problem_details(exc, context):
    """Every refusal in one shape (RFC 9457): type, title, status, detail, and errors by field."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    detail = response.data
    code = getattr(exc, "default_code", "error")
    problem = {
        "type": "about:blank",
        "title": status_title(response.status_code),
        "status": response.status_code,
        "code": code,
    }
    if isinstance(exc, ValidationError):
        problem["errors"] = detail
    elif isinstance(detail, dict) and isinstance(detail.get("detail"), ErrorDetail):
        problem["detail"] = str(detail["detail"])
    response.data = problem
    response.content_type = PROBLEM_TYPE
    return response


def status_title(code: int) -> str:
    """The standard's words for a status: 404 → Not Found."""
    return HTTPStatus(code).phrase
