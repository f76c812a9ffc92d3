"""Who may ask an endpoint."""

from rest_framework.permissions import BasePermission


class ScopedPermission(BasePermission):
    """Reading a noun needs its ``view`` permission; an endpoint without a noun needs an account."""

    def has_permission(self, request, view):
        if not request.user.is_authenticated:
            return False
        model = getattr(view, "model", None)
        if model is None:
            return True
        return request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
