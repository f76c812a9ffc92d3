"""Every route of the portal, the address of one example of it, and what it answers as text."""

import io
import zipfile

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from oversight.patterns.pattern import item_of

# Routes that write when they are asked by POST; the verbs among them answer nothing else.
VERBS = {
    "savedfilter-remove",
    "savedfilter-save",
    "exchange:importbatch-check",
    "exchange:importbatch-stop",
    "stations:deliverable-accept-many",
    "stations:evidence-remove",
    "reports:monthlyreturn-approve-many",
    "personnel:credit-approve-many",
}
WRITING = VERBS | {
    "exchange:importbatch-create",
    "exchange:importbatch-commit",
    "exchange:importbatch-undo",
    "changes:request-revert",
    "changes:version-revert",
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
    "personnel:certificate-add",
    "personnel:certificate-edit",
    "personnel:certificate-export",
    "personnel:certificate-register",
    "personnel:position-appoint",
    "personnel:position-close",
    "personnel:position-edit",
    "personnel:position-open",
    "personnel:position-waive",
    "personnel:posting-end",
    "personnel:posting-transfer",
    "personnel:worker-add",
    "personnel:worker-edit",
    "personnel:worker-export",
    "personnel:worker-leave",
    "personnel:worker-post",
    "personnel:worker-reveal",
    "funding:budget-edit",
    "funding:budget-allocate",
    "funding:budget-carry-over",
    "funding:allocation-request",
    "funding:allocation-transfer",
    "funding:allocation-refund",
    "funding:allocation-reverse",
    "funding:paymentrequest-approve",
    "funding:paymentrequest-refuse",
    "funding:paymentrequest-withdraw",
    "funding:paymentrequest-pay",
    "funding:disbursement-spend",
    "funding:disbursement-refund",
    "funding:disbursement-reverse",
    "funding:expenditure-refund",
    "funding:expenditure-reverse",
    "funding:contract-complete",
    "funding:contract-terminate",
    "funding:stage-release",
    "funding:year-reopen",
    "funding:rule-edit",
    "funding:budget-new",
    "funding:contract-new",
    "funding:year-close",
    "funding:rule-new",
    "funding:unitcost-new",
    "funding:unitcost-edit",
    "stations:base-create",
    "stations:base-edit",
    "stations:base-enter",
    "stations:base-leave",
    "stations:base-support",
    "personnel:credit-enter",
    "personnel:credit-refuse",
    "personnel:course-create",
    "personnel:course-edit",
    "personnel:course-enrol",
    "personnel:course-start",
    "personnel:course-attendance",
    "personnel:course-close",
    "personnel:course-cancel",
    "personnel:supervisor-create",
    "personnel:supervisor-edit",
    "personnel:supervision-create",
    "personnel:supervision-edit",
    "services:need-create",
    "services:need-edit",
    "services:need-assess",
    "services:need-plan",
    "services:need-refer",
    "services:need-reject",
    "services:need-resolve",
    "services:plan-create",
    "services:item-create",
    "services:item-edit",
    "services:plan-submit",
    "services:plan-approve",
    "services:plan-return",
    "services:case-close",
    "services:group-end",
    "services:record-create",
    "services:record-edit",
    "services:record-withdraw",
    "services:week",
    "oversight:inspection-create",
    "oversight:inspection-edit",
    "oversight:inspection-start",
    "oversight:inspection-conclude",
    "oversight:finding-create",
    "oversight:finding-edit",
    "oversight:finding-rectify",
    "oversight:finding-verify",
    "oversight:finding-return",
    "oversight:rule-edit",
    "oversight:pattern-fine",
    "oversight:pattern-finding",
    "oversight:judgement-withdraw",
}

# What only the city may do: an officer of a county is refused.
CITY_ONLY = {
    "funding:year-reopen",
    "funding:rule-new",
    "funding:rule-edit",
    "funding:unitcost-new",
    "funding:unitcost-edit",
    "reports:monthlyreturn-return",
    "reports:monthlyreturn-approve",
    "reports:monthlyreturn-reopen",
    "oversight:inspection-create",
    "oversight:inspection-edit",
    "oversight:inspection-start",
    "oversight:inspection-conclude",
    "oversight:finding-create",
    "oversight:finding-edit",
    "oversight:finding-verify",
    "oversight:finding-return",
    "oversight:rule-edit",
    "oversight:pattern-fine",
    "oversight:pattern-finding",
    "oversight:judgement-withdraw",
}

# What is listed in the year of the examples' money.
QUERIES = dict.fromkeys(
    ["oversight:pattern-fine", "oversight:pattern-finding"], "?first=2022-01-01&last=2022-12-31"
)


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
# Addresses below a record that hand out a file.
API_FILES = {"evidence-file", "evidence-thumbnail", "findings-file", "findings-thumbnail"}
API_VERBS = {
    route
    for route in ROUTES
    if any(route.startswith(f"{noun}-") for noun in API_NOUNS) and not route.endswith(("-list", "-detail"))
} - API_FILES
# Nouns that other systems only read.
READ_ONLY_NOUNS = {
    "regions",
    "changes",
    "standard-answers",
    "interruptions",
    "supports",
    "disbursements",
    "indicators",
}
# Nouns whose records the portal brings: they are changed and never entered.
CHANGED_NOUNS = {"pattern-rules"}
VERBS |= API_VERBS
WRITING |= API_VERBS | {f"{noun}-detail" for noun in CHANGED_NOUNS}
WRITING |= {
    f"{noun}-{kind}" for noun in API_NOUNS - READ_ONLY_NOUNS - CHANGED_NOUNS for kind in ("list", "detail")
}


def example_arguments(world) -> dict[str, list]:
    """Arguments of the routes that need some: the records of one county."""
    of_nouns = {
        "stations": world.station,
        "deliverables": world.deliverable,
        "incubation-bases": world.base,
        "workers": world.worker,
        "positions": world.position,
        "courses": world.course,
        "education-credits": world.credit,
        "supervision-records": world.supervision,
        "needs": world.need,
        "service-plans": world.plan,
        "service-records": world.service,
        "service-cases": world.case,
        "service-groups": world.group,
        "allocations": world.allocation,
        "disbursements": world.disbursement,
        "expenditures": world.expenditure,
        "carry-overs": world.carry_over,
        "payment-requests": world.payment_request,
        "contracts": world.contract,
        "year-closes": world.closing,
        "monthly-returns": world.monthly_return,
        "inspections": world.inspection,
        "findings": world.finding,
        "evidence": world.evidence,
    }
    api_verbs = {
        route: [record.code]
        for noun, record in of_nouns.items()
        for route in API_VERBS
        if route.startswith(f"{noun}-") and not route.endswith("-bulk")
    }
    latest = world.station.history.first()
    return {
        **api_verbs,
        "changes:record": ["stations", world.station.code],
        "changes:request": [latest.request_key],
        "changes:request-revert": [latest.request_key],
        "changes:version-revert": ["stations", latest.history_id],
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
        "reports:agency": [world.agency.code],
        **dict.fromkeys(
            ["stations:base-detail", "stations:base-edit", "stations:base-enter"], [world.base.code]
        ),
        "stations:base-leave": [world.base.code, world.agency.code],
        "stations:base-support": [world.base.code, world.agency.code],
        "personnel:credit-enter": [world.worker.code],
        "personnel:credit-refuse": [world.credit.code],
        **dict.fromkeys(
            [
                "personnel:course-detail",
                "personnel:course-edit",
                "personnel:course-enrol",
                "personnel:course-start",
                "personnel:course-attendance",
                "personnel:course-close",
                "personnel:course-cancel",
                "courses-detail",
            ],
            [world.course.code],
        ),
        "personnel:supervisor-edit": [world.supervisor.code],
        "supervisors-detail": [world.supervisor.code],
        **dict.fromkeys(
            ["personnel:supervision-detail", "personnel:supervision-edit", "supervision-records-detail"],
            [world.supervision.code],
        ),
        "education-credits-detail": [world.credit.code],
        "incubation-bases-detail": [world.base.code],
        "stations:evidence-file": [world.evidence.code],
        "stations:evidence-thumbnail": [world.evidence.code],
        "stations:evidence-remove": [world.evidence.code],
        "stations:deliverable-evidence": [world.station.code, world.deliverable.code],
        "stations:milestone-evidence": [world.station.code, 90],
        "stations:station-standard": [world.station.code],
        **dict.fromkeys(["construction-standards-detail", "construction-standards-new-version"], ["BZ-1"]),
        **dict.fromkeys(
            [
                "personnel:worker-detail",
                "personnel:worker-edit",
                "personnel:worker-leave",
                "personnel:worker-post",
                "personnel:worker-reveal",
                "personnel:certificate-add",
            ],
            [world.worker.code],
        ),
        "personnel:certificate-edit": [world.worker.code, 1],
        "personnel:certificate-register": [world.worker.code, 1],
        "personnel:posting-end": [world.worker.code, world.station.code],
        "personnel:posting-transfer": [world.worker.code, world.station.code],
        **dict.fromkeys(
            [
                "personnel:position-appoint",
                "personnel:position-close",
                "personnel:position-edit",
                "personnel:position-waive",
            ],
            [world.position.code],
        ),
        "personnel:station-posts": [world.station.code],
        "personnel:position-open": [world.station.code],
        "positions-detail": [world.position.code],
        "personnel:worker-detail": [world.worker.code],
        **dict.fromkeys(
            [
                "services:need-detail",
                "services:need-edit",
                "services:need-assess",
                "services:need-plan",
                "services:need-refer",
                "services:need-reject",
                "services:need-resolve",
            ],
            [world.need.code],
        ),
        **dict.fromkeys(
            [
                "services:plan-detail",
                "services:item-create",
                "services:plan-submit",
                "services:plan-approve",
                "services:plan-return",
            ],
            [world.plan.code],
        ),
        "services:item-edit": [world.plan_item.code],
        **dict.fromkeys(["services:case-detail", "services:case-close"], [world.case.code]),
        **dict.fromkeys(["services:group-detail", "services:group-end"], [world.group.code]),
        **dict.fromkeys(
            ["services:record-detail", "services:record-edit", "services:record-withdraw"],
            [world.service.code],
        ),
        "funding:budget-detail": [world.budget.code],
        "funding:allocation-detail": [world.allocation.code],
        "funding:disbursement-detail": [world.disbursement.code],
        "funding:expenditure-detail": [world.expenditure.code],
        **dict.fromkeys(
            [
                "funding:budget-edit",
                "funding:budget-allocate",
                "funding:budget-carry-over",
            ],
            [world.budget.code],
        ),
        **dict.fromkeys(
            [
                "funding:allocation-request",
                "funding:allocation-transfer",
                "funding:allocation-refund",
                "funding:allocation-reverse",
            ],
            [world.allocation.code],
        ),
        **dict.fromkeys(
            [
                "funding:paymentrequest-approve",
                "funding:paymentrequest-refuse",
                "funding:paymentrequest-withdraw",
                "funding:paymentrequest-pay",
            ],
            [world.payment_request.code],
        ),
        **dict.fromkeys(
            [
                "funding:disbursement-spend",
                "funding:disbursement-refund",
                "funding:disbursement-reverse",
            ],
            [world.disbursement.code],
        ),
        **dict.fromkeys(
            [
                "funding:expenditure-refund",
                "funding:expenditure-reverse",
            ],
            [world.expenditure.code],
        ),
        **dict.fromkeys(
            [
                "funding:contract-complete",
                "funding:contract-terminate",
            ],
            [world.contract.code],
        ),
        "funding:stage-release": [world.contract.code, 1],
        "funding:paymentrequest-detail": [world.payment_request.code],
        "funding:contract-detail": [world.contract.code],
        "funding:year-detail": [world.closing.code],
        "funding:year-reopen": [world.closing.code],
        "funding:rule-edit": ["LOTTERY-ADMIN"],
        **dict.fromkeys(
            [
                "oversight:inspection-detail",
                "oversight:inspection-edit",
                "oversight:inspection-start",
                "oversight:inspection-conclude",
                "inspections-detail",
            ],
            [world.inspection.code],
        ),
        **dict.fromkeys(
            [
                "oversight:finding-detail",
                "oversight:finding-edit",
                "oversight:finding-rectify",
                "oversight:finding-verify",
                "oversight:finding-return",
                "findings-detail",
            ],
            [world.finding.code],
        ),
        "oversight:rectification-file": [world.rectification_file.code],
        "oversight:rectification-thumbnail": [world.rectification_file.code],
        "oversight:rule-edit": ["round-sums"],
        "oversight:pattern": ["round-sums"],
        **dict.fromkeys(QUERIES, ["round-sums", item_of("round-sums", [world.unusual], "").fingerprint]),
        "oversight:judgement-withdraw": ["round-sums", world.judgement.fingerprint],
        "pattern-rules-detail": ["round-sums"],
        "funding:unitcost-edit": ["UC-0001"],
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
        "target-groups-detail": ["ELDER"],
        "service-fields-detail": ["ELDER_CARE"],
        "needs-detail": [world.need.code],
        "service-plans-detail": [world.plan.code],
        "plan-items-detail": [world.plan_item.code],
        "service-records-detail": [world.service.code],
        "service-cases-detail": [world.case.code],
        "service-groups-detail": [world.group.code],
        **dict.fromkeys(["evidence-detail", "evidence-file", "evidence-thumbnail"], [world.evidence.code]),
        **dict.fromkeys(
            ["findings-file", "findings-thumbnail"], [world.finding.code, world.rectification_file.code]
        ),
        "budgets-detail": [world.budget.code],
        "allocations-detail": [world.allocation.code],
        "disbursements-detail": [world.disbursement.code],
        "expenditures-detail": [world.expenditure.code],
        "carry-overs-detail": [world.carry_over.code],
        "payment-requests-detail": [world.payment_request.code],
        "contracts-detail": [world.contract.code],
        "year-closes-detail": [world.closing.code],
        "spending-rules-detail": ["LOTTERY-ADMIN"],
        "unit-costs-detail": ["UC-0001"],
        "indicators-detail": ["stations_completed"],
    }


def address(route: str, arguments: dict[str, list]) -> str:
    """The example's address."""
    return reverse(route, args=arguments.get(route, [])) + QUERIES.get(route, "")


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
