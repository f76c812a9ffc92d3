"""What every page's template may ask."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Whether the data are the demonstration's, so that the page says so."""
    return {"is_demo": settings.DEMO_DATA}
