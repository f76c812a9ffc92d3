"""Every route of the portal, the address of one example of it, and what it answers as text."""

import io
import zipfile

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Routes that write when they are asked by POST; the verbs among them answer nothing else.
VERBS = {
    "savedfilter-remove",
    "savedfilter-save",
    "exchange:importbatch-check",
    "exchange:importbatch-stop",
    "stations:deliverable-accept-many",
    "stations:evidence-remove",
    "reports:monthlyreturn-approve-many",
}
WRITING = VERBS | {
    "exchange:importbatch-create",
    "exchange:importbatch-commit",
    "exchange:importbatch-undo",
    "stations:deliverable-accept",
    "stations:deliverable-add",
    "stations:deliverable-edit",
    "stations:deliverable-report",
    "stations:deliverable-return",
    "stations:deliverable-start",
    "stations:disengage",
    "stations:engage",
    "stations:milestone-achieve",
    "stations:milestones",
    "stations:station-close",
    "stations:station-edit",
    "stations:station-plan",
    "stations:station-reopen",
    "stations:station-suspend",
    "stations:deliverable-evidence",
    "stations:milestone-evidence",
    "stations:station-standard",
    "reports:monthlyreturn-open",
    "reports:monthlyreturn-detail",
    "reports:monthlyreturn-submit",
    "reports:monthlyreturn-return",
    "reports:monthlyreturn-approve",
    "reports:monthlyreturn-reopen",
}
# Verbs that only the city has: an officer of a county gets 403.
OF_THE_CITY = {
    "reports:monthlyreturn-return",
    "reports:monthlyreturn-approve",
    "reports:monthlyreturn-reopen",
}


def route_names(patterns=None, namespace=""):
    """The names of all routes, with their namespaces."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from route_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


ROUTES = set(route_names())
API_LISTS = {route for route in ROUTES if route.endswith("-list") and ":" not in route}
API_NOUNS = {route.removesuffix("-list") for route in API_LISTS}
API_VERBS = {
    route
    for route in ROUTES
    if any(route.startswith(f"{noun}-") for noun in API_NOUNS) and not route.endswith(("-list", "-detail"))
}
# Nouns that other systems only read.
READ_ONLY_NOUNS = {
    "regions",
    "service-models",
    "construction-standards",
    "standard-answers",
    "indicators",
    "disbursements",
    "monthly-returns",
}
VERBS |= API_VERBS
WRITING |= API_VERBS | {
    f"{noun}-{kind}" for noun in API_NOUNS - READ_ONLY_NOUNS for kind in ("list", "detail")
}


def example_arguments(world) -> dict[str, list]:
    """Arguments of the routes that need some: the records of one county."""
    of_nouns = {
        "stations": world.station,
        "deliverables": world.deliverable,
        "workers": world.worker,
        "allocations": world.allocation,
        "disbursements": world.disbursement,
        "expenditures": world.expenditure,
    }
    api_verbs = {
        route: [record.code]
        for noun, record in of_nouns.items()
        for route in API_VERBS
        if route.startswith(f"{noun}-") and not route.endswith("-bulk")
    }
    return {
        **api_verbs,
        "reports:region": [world.county.code],
        "reports:region-boundaries": [world.county.code],
        "reports:station": [world.station.code],
        "reports:indicator-detail": ["stations_completed"],
        "reports:indicator-rows": ["stations_completed"],
        "reports:official-form": ["progress"],
        **dict.fromkeys(
            [
                "reports:monthlyreturn-detail",
                "reports:monthlyreturn-submit",
                "reports:monthlyreturn-return",
                "reports:monthlyreturn-approve",
                "reports:monthlyreturn-reopen",
                "monthly-returns-detail",
            ],
            [world.monthly_return.code],
        ),
        **dict.fromkeys(
            [
                "stations:station-edit",
                "stations:station-suspend",
                "stations:station-close",
                "stations:station-reopen",
                "stations:milestones",
                "stations:engage",
                "stations:deliverable-add",
            ],
            [world.station.code],
        ),
        "stations:milestone-achieve": [world.station.code, 95],
        "stations:disengage": [world.station.code, world.agency.code],
        **dict.fromkeys(
            [
                "stations:deliverable-detail",
                "stations:deliverable-edit",
                "stations:deliverable-start",
                "stations:deliverable-report",
                "stations:deliverable-accept",
                "stations:deliverable-return",
            ],
            [world.deliverable.code],
        ),
        "stations:agency-detail": [world.agency.code],
        "stations:evidence-file": [world.evidence.code],
        "stations:evidence-thumbnail": [world.evidence.code],
        "stations:evidence-remove": [world.evidence.code],
        "stations:deliverable-evidence": [world.station.code, world.deliverable.code],
        "stations:milestone-evidence": [world.station.code, 90],
        "stations:station-standard": [world.station.code],
        "construction-standards-detail": ["BZ-1"],
        "personnel:worker-detail": [world.worker.code],
        "funding:budget-detail": [world.budget.code],
        "funding:allocation-detail": [world.allocation.code],
        "funding:disbursement-detail": [world.disbursement.code],
        "funding:expenditure-detail": [world.expenditure.code],
        "exchange:importbatch-create": ["stations"],
        "exchange:template": ["stations"],
        "exchange:importbatch-detail": [world.batch.code],
        "exchange:importbatch-marked": [world.batch.code],
        "exchange:importbatch-check": [world.batch.code],
        "exchange:importbatch-stop": [world.batch.code],
        "exchange:importbatch-commit": [world.batch.code],
        "exchange:importbatch-undo": [world.batch.code],
        "regions-detail": [world.county.code],
        "stations-detail": [world.station.code],
        "agencies-detail": [world.agency.code],
        "service-models-detail": ["1138N"],
        "deliverables-detail": [world.deliverable.code],
        "workers-detail": [world.worker.code],
        "budgets-detail": [world.budget.code],
        "allocations-detail": [world.allocation.code],
        "disbursements-detail": [world.disbursement.code],
        "expenditures-detail": [world.expenditure.code],
        "indicators-detail": ["stations_completed"],
    }


def address(route: str, arguments: dict[str, list]) -> str:
    """The example's address."""
    return reverse(route, args=arguments.get(route, []))


def text_of(response) -> str:
    """Everything an answer carries, as text; a workbook is unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return body.decode(errors="replace")


def release(response):
    """Read a stream to its end, which closes it; ``close`` would end the test's connection too."""
    for _ in getattr(response, "streaming_content", ()):
        pass
    return response
