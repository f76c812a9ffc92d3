"""Who may ask an endpoint."""

from typing import TYPE_CHECKING

from django.db.models import Model
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from core.scope import Anyone, permission_of

if TYPE_CHECKING:
    from rest_framework.views import APIView

# What writing to the address of a noun, of one of its records or of many of them needs.
NEEDED = {"create": ("add",), "partial_update": ("change",), "bulk": ("add", "change")}


class ScopedPermission(BasePermission):
    """Reading a noun needs its ``view`` permission, writing any of those of the endpoint.

    An endpoint without a noun needs an account. Where a record lies is asked later, of the record.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            return False
        model = getattr(view, "model", None)
        if model is None:
            return True
        action = getattr(view, "action", None) or ""
        needed = ("view",) if request.method in SAFE_METHODS else NEEDED.get(action, ("view",))
        return any(self._holds(request.user, model, one) for one in needed)

    def _holds(self, user: Anyone, model: type[Model], action: str) -> bool:
        return user.has_perm(permission_of(model, action))
