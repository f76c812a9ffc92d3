"""How the admin looks and what its menu holds."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def mark(request) -> str:
    """The portal's sign."""
    return static("img/favicon.svg")


def environment(request) -> list | None:
    """A label at the top where the data are the demonstration's."""
    return [_("Demonstration data"), "warning"] if settings.DEMO_DATA else None


UNFOLD = {
    "SITE_TITLE": _("Hengshui station portal"),
    "SITE_HEADER": _("Hengshui station portal"),
    "SITE_ICON": mark,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": mark}],
    "ENVIRONMENT": "hengshui_portal.admin_theme.environment",
    # The blue of the pages.
    "COLORS": {
        "primary": {
            "50": "#eef4fb",
            "100": "#d9e7f6",
            "200": "#b7d2ec",
            "300": "#8fb7df",
            "400": "#4f8fca",
            "500": "#2f74b5",
            "600": "#1d4f8c",
            "700": "#174f87",
            "800": "#143f6c",
            "900": "#0f3054",
            "950": "#0b1f38",
        }
    },
    "SITE_URL": reverse_lazy("reports:overview"),
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_LANGUAGES": True,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "6px",
    "SIDEBAR": {"show_search": True, "show_all_applications": False},
}
