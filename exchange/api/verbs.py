"""Verbs over the API: what the page's button does, as an address of its own that takes POST."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import BodySerializer, DayField
from exchange.api.views import ActionMixin


class EmptyBodySerializer(BodySerializer):
    """A verb that needs to be told nothing."""


class DayBodySerializer(BodySerializer):
    """The day of a verb."""

    on = DayField(help_text="The day from which it holds.")


class ReasonBodySerializer(DayBodySerializer):
    """The day of a verb and its reason."""

    reason = serializers.CharField(max_length=200)


class WhyBodySerializer(BodySerializer):
    """The reason of a verb that is done today."""

    reason = serializers.CharField(max_length=300)


class CommentBodySerializer(DayBodySerializer):
    """The day of a verb, and a comment if there is something to say."""

    comment = serializers.CharField(max_length=300, required=False, allow_blank=True)


def verb(
    name: str,
    run: Callable[..., Any],
    serializer_class: type[BodySerializer] = EmptyBodySerializer,
    *,
    permission: str = "change",
    path: str = "",
    leaves_nothing: bool = False,
) -> Any:
    """An action of a record: ``POST …/<code>/<path>/`` calls ``run(record, by=account, **body)``.

    ``permission`` is the first word of what it needs; what it returns is answered where it is a
    record of the same noun, else the record as it is then; nothing, where nobody is to see it then.
    """

    def act(self: ActionMixin, request: Request, **kwargs: Any) -> Response:
        return self.perform_action(run, permission)

    act.__name__ = name
    act.__doc__ = run.__doc__
    address = path or name.replace("_", "-")
    return action(
        detail=True,
        methods=["post"],
        url_path=address,
        request_serializer_class=serializer_class,
        parser_classes=serializer_class.parser_classes,
        leaves_nothing=leaves_nothing,
    )(act)
