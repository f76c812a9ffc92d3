"""The main menu: what a person may open, with the entry they are in marked."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class Entry:
    """One entry of the menu; ``permission`` is what its page needs."""

    label: str | Promise
    icon: str
    route: str
    permission: str


ENTRIES = [
    Entry(_("Overview"), "home", "reports:overview", "regions.view_region"),
    Entry(_("Stations"), "building-community", "stations:station-list", "stations.view_station"),
    Entry(_("1138N"), "layout-grid", "reports:matrix", "stations.view_station"),
    Entry(_("Agencies"), "building", "stations:agency-list", "stations.view_agency"),
    Entry(_("People"), "users", "personnel:worker-list", "personnel.view_socialworker"),
    Entry(_("Money"), "coin-yuan", "funding:budget-list", "funding.view_budget"),
    Entry(_("Indicators"), "chart-bar", "reports:indicator-list", "regions.view_region"),
    Entry(_("Official forms"), "file-text", "reports:official-list", "regions.view_region"),
    Entry(_("Imports"), "file-import", "exchange:importbatch-list", "exchange.view_importbatch"),
]


@register.simple_tag
def menu(user, path):
    """The entries open to ``user``; the one whose address ``path`` begins with is marked."""
    entries = []
    for entry in ENTRIES:
        if not user.has_perm(entry.permission):
            continue
        url = reverse(entry.route)
        is_here = path == url if url == "/" else path.startswith(url)
        entries.append({"label": entry.label, "icon": entry.icon, "url": url, "is_here": is_here})
    return entries
