"""What every page's template may ask."""

from django.conf import settings


def portal(request):
    """Whether the data are the demonstration's, so that the page says so."""
    return {"is_demo": settings.DEMO_DATA}
