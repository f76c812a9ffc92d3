"""The main menu: what a person may open, by group, with the place they are in marked."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.scope import Anyone
from core.texts import Text

register = template.Library()


@dataclass(frozen=True)
class Entry:
    """A page of the menu; ``permission`` is what the page needs."""

    label: Text
    route: str
    permission: str


@dataclass(frozen=True)
class Group:
    """Pages that belong together; a group with one open page is a link, with none it is not shown."""

    label: Text
    icon: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Link:
    """An open page as the menu shows it; ``current`` is what ``aria-current`` says of it."""

    label: Text
    url: str
    current: str = ""


# A page is one line here, in the group it belongs to.
GROUPS = (
    Group(
        _("Overview"),
        "home",
        (Entry(_("Overview"), "reports:overview", "regions.view_region"),),
    ),
    Group(
        pgettext_lazy("menu", "Construction"),
        "building-community",
        (
            Entry(_("Stations"), "stations:station-list", "stations.view_station"),
            Entry(_("1138N"), "reports:matrix", "stations.view_station"),
            Entry(_("Deliverables"), "stations:deliverable-list", "stations.view_deliverable"),
            Entry(_("Administrative divisions"), "regions:region-list", "regions.view_region"),
        ),
    ),
    Group(
        pgettext_lazy("menu", "People"),
        "users",
        (
            Entry(_("People at a glance"), "reports:people-overview", "personnel.view_socialworker"),
            Entry(_("Social workers"), "personnel:worker-list", "personnel.view_socialworker"),
            Entry(_("Certificates"), "personnel:certificate-list", "personnel.view_certificate"),
            Entry(_("Posts"), "personnel:position-list", "personnel.view_position"),
            Entry(_("Training"), "personnel:course-list", "personnel.view_trainingcourse"),
            Entry(_("Education hours"), "personnel:credit-list", "personnel.view_educationcredit"),
            Entry(_("Supervision"), "personnel:supervision-list", "personnel.view_supervisionrecord"),
            Entry(_("Access log"), "personnel:access-log", "personnel.view_personaldataaccess"),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Agencies"),
        "building",
        (
            Entry(_("Agencies at a glance"), "reports:agencies-overview", "stations.view_agency"),
            Entry(_("Agencies"), "stations:agency-list", "stations.view_agency"),
            Entry(_("Incubation bases"), "stations:base-list", "stations.view_incubationbase"),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Services"),
        "heart-handshake",
        (
            Entry(_("Services at a glance"), "reports:services", "services.view_servicerecord"),
            Entry(_("Needs"), "services:need-list", "services.view_need"),
            Entry(_("Annual plans"), "services:plan-list", "services.view_serviceplan"),
            Entry(_("Service records"), "services:record-list", "services.view_servicerecord"),
        ),
    ),
    Group(
        _("Money"),
        "coin-yuan",
        (
            Entry(_("Money at a glance"), "reports:money", "funding.view_allocation"),
            Entry(_("Stations × money"), "reports:money-stations", "funding.view_allocation"),
            Entry(_("Need and gap"), "reports:money-need", "funding.view_allocation"),
            Entry(_("Ledger"), "funding:ledger", "funding.view_allocation"),
            Entry(_("Budgets"), "funding:budget-list", "funding.view_budget"),
            Entry(_("Allocations"), "funding:allocation-list", "funding.view_allocation"),
            Entry(_("Disbursements"), "funding:disbursement-list", "funding.view_disbursement"),
            Entry(_("Expenditures"), "funding:expenditure-list", "funding.view_expenditure"),
            Entry(_("Payment requests"), "funding:paymentrequest-list", "funding.view_paymentrequest"),
            Entry(_("Contracts"), "funding:contract-list", "funding.view_contract"),
            Entry(_("Warnings"), "funding:warnings", "funding.view_budget"),
            Entry(_("Spending rules"), "funding:rule-list", "funding.view_spendingrule"),
            Entry(_("Unit costs"), "funding:unitcost-list", "funding.view_unitcost"),
            Entry(_("Closed years"), "funding:year-list", "funding.view_fiscalyearclose"),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Oversight"),
        "eye",
        (
            Entry(_("Oversight at a glance"), "oversight:overview", "oversight.view_finding"),
            Entry(_("Findings"), "oversight:finding-list", "oversight.view_finding"),
            Entry(_("Supervisory checks"), "oversight:inspection-list", "oversight.view_inspection"),
            Entry(_("Rules of unusual patterns"), "oversight:rule-list", "oversight.view_patternrule"),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Reports"),
        "chart-bar",
        (
            Entry(_("Indicators"), "reports:indicator-list", "regions.view_region"),
            Entry(_("Monthly returns"), "reports:monthlyreturn-list", "reports.view_monthlyreturn"),
            Entry(_("Official forms"), "reports:official-list", "regions.view_region"),
            Entry(_("Published figures"), "reports:publishedfigure-list", "reports.view_publishedfigure"),
        ),
    ),
    Group(
        _("Imports"),
        "file-import",
        (Entry(_("Imports"), "exchange:importbatch-list", "exchange.view_importbatch"),),
    ),
)


@register.simple_tag
def menu(user: Anyone, path: str) -> list[dict[str, Any]]:
    """The groups open to ``user``, each with its links; the page that ``path`` lies in is marked."""
    here = _address_of(path)
    groups = []
    for group in GROUPS:
        links = [_link(entry, path, here) for entry in group.entries if user.has_perm(entry.permission)]
        if links:
            is_here = any(link.current for link in links)
            groups.append({"label": group.label, "icon": group.icon, "links": links, "is_here": is_here})
    return groups


def _link(entry: Entry, path: str, here: str) -> Link:
    url = reverse(entry.route)
    if url != here:
        return Link(entry.label, url)
    return Link(entry.label, url, "page" if path == url else "true")


def _address_of(path: str) -> str:
    """The address of the menu that ``path`` lies in: the longest it begins with; only itself for "/"."""
    addresses = [reverse(entry.route) for group in GROUPS for entry in group.entries]
    inside = [url for url in addresses if path == url or (url != "/" and path.startswith(url))]
    return max(inside, key=len, default="")
