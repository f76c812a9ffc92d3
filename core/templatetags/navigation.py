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
class MenuItem:
    """A page of the menu; ``permission`` is what the page needs."""

    label: Text
    route: str
    permission: str


@dataclass(frozen=True)
class MenuGroup:
    """Pages that belong together; a group with one open page is a link, with none it is not shown."""

    label: Text
    icon: str
    items: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class MenuLink:
    """An open page as the menu shows it; ``current`` is what ``aria-current`` says of it."""

    label: Text
    url: str
    current: str = ""


# A page is one line here, in the group it belongs to.
GROUPS = (
    MenuGroup(
        _("Overview"),
        "home",
        (MenuItem(_("Overview"), "reports:overview", "regions.view_region"),),
    ),
    MenuGroup(
        pgettext_lazy("menu", "Construction"),
        "building-community",
        (
            MenuItem(_("Stations"), "stations:station-list", "stations.view_station"),
            MenuItem(_("Stages reached"), "stations:milestone-list", "stations.view_milestone"),
            MenuItem(_("1138N"), "reports:matrix", "stations.view_station"),
            MenuItem(_("Deliverables"), "stations:deliverable-list", "stations.view_deliverable"),
            MenuItem(_("Administrative divisions"), "regions:region-list", "regions.view_region"),
        ),
    ),
    MenuGroup(
        pgettext_lazy("menu", "People"),
        "users",
        (
            MenuItem(_("People at a glance"), "reports:people-overview", "personnel.view_socialworker"),
            MenuItem(_("Social workers"), "personnel:worker-list", "personnel.view_socialworker"),
            MenuItem(_("Certificates"), "personnel:certificate-list", "personnel.view_certificate"),
            MenuItem(_("Posts"), "personnel:position-list", "personnel.view_position"),
            MenuItem(_("Training"), "personnel:course-list", "personnel.view_trainingcourse"),
            MenuItem(_("Education hours"), "personnel:credit-list", "personnel.view_educationcredit"),
            MenuItem(_("Supervision"), "personnel:supervision-list", "personnel.view_supervisionrecord"),
            MenuItem(_("Access log"), "personnel:access-log", "personnel.view_personaldataaccess"),
        ),
    ),
    MenuGroup(
        pgettext_lazy("menu", "Agencies"),
        "building",
        (
            MenuItem(_("Agencies at a glance"), "reports:agencies-overview", "stations.view_agency"),
            MenuItem(_("Agencies"), "stations:agency-list", "stations.view_agency"),
            MenuItem(_("Incubation bases"), "stations:base-list", "stations.view_incubationbase"),
        ),
    ),
    MenuGroup(
        pgettext_lazy("menu", "Services"),
        "heart-handshake",
        (
            MenuItem(_("Services at a glance"), "reports:services", "services.view_servicerecord"),
            MenuItem(_("Needs"), "services:need-list", "services.view_need"),
            MenuItem(_("Annual plans"), "services:plan-list", "services.view_serviceplan"),
            MenuItem(_("Service records"), "services:record-list", "services.view_servicerecord"),
        ),
    ),
    MenuGroup(
        _("Money"),
        "coin-yuan",
        (
            MenuItem(_("Money at a glance"), "reports:money", "funding.view_allocation"),
            MenuItem(_("Stations × money"), "reports:money-stations", "funding.view_allocation"),
            MenuItem(_("Need and gap"), "reports:money-need", "funding.view_allocation"),
            MenuItem(_("Ledger"), "funding:ledger", "funding.view_allocation"),
            MenuItem(_("Budgets"), "funding:budget-list", "funding.view_budget"),
            MenuItem(_("Allocations"), "funding:allocation-list", "funding.view_allocation"),
            MenuItem(_("Disbursements"), "funding:disbursement-list", "funding.view_disbursement"),
            MenuItem(_("Expenditures"), "funding:expenditure-list", "funding.view_expenditure"),
            MenuItem(_("Payment requests"), "funding:paymentrequest-list", "funding.view_paymentrequest"),
            MenuItem(_("Contracts"), "funding:contract-list", "funding.view_contract"),
            MenuItem(_("Warnings"), "funding:warnings", "funding.view_budget"),
            MenuItem(_("Spending rules"), "funding:rule-list", "funding.view_spendingrule"),
            MenuItem(_("Unit costs"), "funding:unitcost-list", "funding.view_unitcost"),
            MenuItem(_("Closed years"), "funding:year-list", "funding.view_fiscalyearclose"),
        ),
    ),
    MenuGroup(
        pgettext_lazy("menu", "Oversight"),
        "eye",
        (
            MenuItem(_("Oversight at a glance"), "oversight:overview", "oversight.view_finding"),
            MenuItem(_("Findings"), "oversight:finding-list", "oversight.view_finding"),
            MenuItem(_("Supervisory checks"), "oversight:inspection-list", "oversight.view_inspection"),
            MenuItem(_("Draws"), "oversight:draw-list", "oversight.view_draw"),
            MenuItem(_("Rules of unusual patterns"), "oversight:rule-list", "oversight.view_patternrule"),
        ),
    ),
    MenuGroup(
        pgettext_lazy("menu", "Reports"),
        "chart-bar",
        (
            MenuItem(_("Indicators"), "reports:indicator-list", "regions.view_region"),
            MenuItem(_("Monthly returns"), "reports:monthlyreturn-list", "reports.view_monthlyreturn"),
            MenuItem(_("Official forms"), "reports:official-list", "regions.view_region"),
            MenuItem(_("Published figures"), "reports:publishedfigure-list", "reports.view_publishedfigure"),
        ),
    ),
    MenuGroup(
        _("Imports"),
        "file-import",
        (MenuItem(_("Imports"), "exchange:importbatch-list", "exchange.view_importbatch"),),
    ),
)


@register.simple_tag
def menu(user: Anyone, path: str) -> list[dict[str, Any]]:
    """The groups open to ``user``, each with its links; the page that ``path`` lies in is marked."""
    here = _address_of(path)
    groups = []
    for group in GROUPS:
        links = [_link(item, path, here) for item in group.items if user.has_perm(item.permission)]
        if links:
            is_here = any(link.current for link in links)
            groups.append({"label": group.label, "icon": group.icon, "links": links, "is_here": is_here})
    return groups


def _link(item: MenuItem, path: str, here: str) -> MenuLink:
    url = reverse(item.route)
    if url != here:
        return MenuLink(item.label, url)
    return MenuLink(item.label, url, "page" if path == url else "true")


def _address_of(path: str) -> str:
    """The address of the menu that ``path`` lies in: the longest it begins with; only itself for "/"."""
    addresses = [reverse(item.route) for group in GROUPS for item in group.items]
    inside = [url for url in addresses if path == url or (url != "/" and path.startswith(url))]
    return max(inside, key=len, default="")
