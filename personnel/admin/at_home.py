"""What the admin of people's records has in common: it shows everything, so only to the home region."""

from stations.admin.base import KeptInScopeAdmin


class AtHomeAdmin(KeptInScopeAdmin):
    """The admin of records that other regions see in part: here only the home region sees them."""

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.filter(pk__in=self.model.objects.at_home(request.user).values("pk"))

    def _allowed(self, request, action, obj):
        if not super()._allowed(request, action, obj):
            return False
        return obj is None or self.model.objects.at_home(request.user).filter(pk=obj.pk).exists()
