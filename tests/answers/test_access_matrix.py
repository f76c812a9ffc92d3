"""Who gets which answer where: every route, every kind of person.

The records lie in 桃城区. The outsider is an officer of 枣强县, the reader a viewer of the city without
money, the editor an officer of 桃城区, the administrator that of the city.
"""

import pytest

from accounts.models import RoleAssignment
from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.answers.people import NOBODY
from tests.routes import API_FILES, API_VERBS, ROUTES, VERBS, WRITING, address

PEOPLE = ["anonymous", "outsider", "reader", "editor", "administrator"]
PUBLIC = (200, 200, 200, 200, 200)
ACCOUNT = (302, 200, 200, 200, 200)
LIST = (302, 200, 200, 200, 200)
DETAIL = (302, 404, 200, 200, 200)
MONEY_LIST = (302, 200, 403, 200, 200)
MONEY_DETAIL = (302, 404, 403, 200, 200)
POST_ONLY = (302, 405, 405, 405, 405)
API_LIST = (401, 200, 200, 200, 200)
API_DETAIL = (401, 404, 200, 200, 200)
API_MONEY_LIST = (401, 200, 403, 200, 200)
API_MONEY_DETAIL = (401, 404, 403, 200, 200)
# Addresses that take POST alone; what POST is answered stands in tests/api/test_write_access.py.
API_VERB = (401, 405, 405, 405, 405)
API_MONEY_VERB = (401, 405, 403, 405, 405)

# Pages that change a record: not for readers.
VERB = (302, 404, 403, 200, 200)
POST_ONLY = (302, 405, 405, 405, 405)
# Verbs of the city alone.
CITY_VERB = (302, 404, 403, 403, 200)
CITY_ENTRY = (302, 403, 403, 403, 200)
# Pages without a record of their own that readers may not open.
ENTERING = (302, 200, 403, 200, 200)
# Pages that make a new record.
# Pages on which something new is entered.
ENTRY = (302, 200, 403, 200, 200)
# Of imports: not for readers, and an import is seen with the account that made it.
IMPORT_LIST = (302, 200, 403, 200, 200)
IMPORT_DETAIL = (302, 404, 403, 200, 200)
# Of somebody else's import there is nothing to ask: back to it.
IMPORT_QUESTION = (302, 404, 403, 302, 302)
IMPORT_VERB = (302, 405, 405, 405, 405)

MONEY = (
    "spending-rules",
    "unit-costs",
    "budgets",
    "allocations",
    "disbursements",
    "expenditures",
    "carry-overs",
    "payment-requests",
    "contracts",
    "year-closes",
    "draws",
    "inspections",
    "findings",
)
MATRIX = {
    "stations:station-plan": (302, 200, 403, 200, 200),
    "stations:station-edit": VERB,
    "stations:station-suspend": VERB,
    "stations:station-close": VERB,
    "stations:station-reopen": VERB,
    "stations:station-confirm": VERB,
    "stations:station-return": VERB,
    "stations:milestones": VERB,
    "stations:milestone-confirm": VERB,
    "stations:milestone-return": VERB,
    "stations:milestone-withdraw": VERB,
    "stations:station-deliverables": VERB,
    "stations:milestone-achieve": VERB,
    "stations:engage": VERB,
    "stations:disengage": VERB,
    "stations:deliverable-add": VERB,
    "stations:deliverable-accept-many": POST_ONLY,
    "stations:deliverable-edit": VERB,
    "stations:deliverable-start": VERB,
    "stations:deliverable-report": VERB,
    "stations:deliverable-accept": VERB,
    "stations:deliverable-return": VERB,
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "set_language": (302,) * 5,
    "account_login": (200, 302, 302, 302, 302),
    "account_logout": ACCOUNT,
    "account_inactive": PUBLIC,
    # The people of this test have no password, so there is none to ask for again or to change.
    "account_reauthenticate": (302, 403, 403, 403, 403),
    "account_change_password": (302,) * 5,
    "account_set_password": ACCOUNT,
    "account-me": ACCOUNT,
    "account-deputies": LIST,
    "deputy-create": ACCOUNT,
    # Only the two it concerns and who looks after their accounts.
    "deputy-detail": (302, 404, 404, 404, 200),
    "deputy-end": (302, 404, 404, 404, 200),
    "account-sign-ins": ACCOUNT,
    "account-sessions-end": POST_ONLY,
    "savedfilter-save": POST_ONLY,
    "savedfilter-remove": POST_ONLY,
    "mfa_index": ACCOUNT,
    "mfa_authenticate": (302,) * 5,
    "mfa_reauthenticate": (302, 403, 403, 403, 403),
    "mfa_activate_totp": ACCOUNT,
    "mfa_deactivate_totp": (302, 404, 404, 404, 404),
    "mfa_view_recovery_codes": (302, 404, 404, 404, 404),
    "mfa_generate_recovery_codes": ACCOUNT,
    "mfa_download_recovery_codes": (302, 404, 404, 404, 404),
    "exchange:importbatch-list": IMPORT_LIST,
    "exchange:importbatch-create": IMPORT_LIST,
    "exchange:template": IMPORT_LIST,
    "exchange:importbatch-detail": IMPORT_DETAIL,
    "exchange:importbatch-marked": IMPORT_DETAIL,
    "exchange:importbatch-check": IMPORT_VERB,
    "exchange:importbatch-stop": IMPORT_VERB,
    "exchange:importbatch-commit": IMPORT_QUESTION,
    "exchange:importbatch-undo": IMPORT_QUESTION,
    "changes:record": DETAIL,
    "changes:request": DETAIL,
    "changes:version-revert": VERB,
    "changes:request-revert": VERB,
    "reports:overview": LIST,
    "reports:region": DETAIL,
    "reports:region-boundaries": DETAIL,
    "reports:station": DETAIL,
    "reports:services": LIST,
    "reports:matrix": LIST,
    "reports:indicator-list": LIST,
    "reports:indicator-detail": LIST,
    "reports:indicator-rows": (302,) * 5,
    "reports:official-list": LIST,
    "reports:official-form": LIST,
    "reports:publishedfigure-list": LIST,
    "reports:search": LIST,
    "reports:monthlyreturn-list": LIST,
    "reports:monthlyreturn-open": (302, 200, 403, 200, 200),
    "reports:monthlyreturn-detail": DETAIL,
    "reports:monthlyreturn-submit": VERB,
    "reports:monthlyreturn-return": CITY_VERB,
    "reports:monthlyreturn-approve": CITY_VERB,
    "reports:monthlyreturn-reopen": CITY_VERB,
    "reports:monthlyreturn-approve-many": POST_ONLY,
    "reports:task-list": LIST,
    "reports:task-count": LIST,
    "regions:region-list": LIST,
    "stations:station-list": LIST,
    "stations:milestone-list": LIST,
    "stations:deliverable-list": LIST,
    "stations:deliverable-detail": DETAIL,
    "stations:agency-list": LIST,
    "reports:agency": DETAIL,
    "reports:agencies-overview": LIST,
    "stations:base-list": LIST,
    "stations:base-detail": DETAIL,
    "stations:base-create": ENTRY,
    "stations:base-edit": VERB,
    "stations:base-enter": VERB,
    "stations:base-leave": VERB,
    "stations:base-support": VERB,
    "personnel:credit-list": LIST,
    "personnel:credit-enter": VERB,
    "personnel:credit-approve-many": POST_ONLY,
    "personnel:credit-refuse": VERB,
    "personnel:course-list": LIST,
    "personnel:course-detail": DETAIL,
    "personnel:course-create": ENTRY,
    "personnel:course-edit": VERB,
    "personnel:course-enrol": VERB,
    "personnel:course-start": VERB,
    "personnel:course-attendance": VERB,
    "personnel:course-close": VERB,
    "personnel:course-cancel": VERB,
    "personnel:supervisor-list": LIST,
    "personnel:supervisor-create": ENTRY,
    "personnel:supervisor-edit": VERB,
    "personnel:supervision-list": LIST,
    "personnel:supervision-detail": DETAIL,
    "personnel:supervision-create": ENTRY,
    "personnel:supervision-edit": VERB,
    "stations:evidence-file": DETAIL,
    "stations:evidence-thumbnail": DETAIL,
    "stations:evidence-remove": POST_ONLY,
    "stations:deliverable-evidence": DETAIL,
    "stations:milestone-evidence": DETAIL,
    "stations:station-standard": DETAIL,
    "personnel:worker-list": LIST,
    "personnel:worker-detail": DETAIL,
    "personnel:worker-add": ENTERING,
    "personnel:worker-export": LIST,
    "personnel:worker-edit": VERB,
    "personnel:worker-leave": VERB,
    "personnel:worker-reveal": VERB,
    "personnel:worker-post": VERB,
    "personnel:certificate-list": LIST,
    "personnel:certificate-export": LIST,
    "personnel:certificate-add": VERB,
    "personnel:certificate-edit": VERB,
    "personnel:certificate-register": VERB,
    "personnel:posting-end": VERB,
    "personnel:posting-transfer": VERB,
    "personnel:position-list": LIST,
    "personnel:position-edit": VERB,
    "personnel:position-close": VERB,
    "personnel:position-waive": VERB,
    "personnel:position-appoint": VERB,
    "personnel:station-posts": DETAIL,
    "personnel:position-open": VERB,
    "personnel:access-log": ENTERING,
    "reports:people-overview": LIST,
    "reports:people-trend": LIST,
    "services:need-list": LIST,
    "services:need-create": ENTRY,
    "services:need-detail": DETAIL,
    "services:need-edit": VERB,
    "services:need-assess": VERB,
    "services:need-plan": VERB,
    "services:need-refer": VERB,
    "services:need-reject": VERB,
    "services:need-resolve": VERB,
    "services:plan-list": LIST,
    "services:plan-create": ENTRY,
    "services:plan-detail": DETAIL,
    "services:item-create": VERB,
    "services:item-edit": VERB,
    "services:plan-submit": VERB,
    "services:plan-approve": VERB,
    "services:plan-return": VERB,
    "services:case-list": LIST,
    "services:case-detail": DETAIL,
    "services:case-close": VERB,
    "services:group-list": LIST,
    "services:group-detail": DETAIL,
    "services:group-end": VERB,
    "services:record-list": LIST,
    "services:record-create": ENTRY,
    "services:week": ENTRY,
    "services:record-detail": DETAIL,
    "services:record-edit": VERB,
    "services:record-withdraw": VERB,
    "oversight:overview": MONEY_LIST,
    "oversight:draw-list": MONEY_LIST,
    "oversight:draw-create": CITY_ENTRY,
    "oversight:draw-detail": MONEY_DETAIL,
    "oversight:draw-close": CITY_VERB,
    "oversight:draw-visit": CITY_VERB,
    "draws-list": API_MONEY_LIST,
    "draws-detail": API_MONEY_DETAIL,
    "oversight:inspection-list": MONEY_LIST,
    "oversight:inspection-create": CITY_ENTRY,
    "oversight:inspection-detail": MONEY_DETAIL,
    "oversight:inspection-edit": CITY_VERB,
    "oversight:inspection-start": CITY_VERB,
    "oversight:inspection-conclude": CITY_VERB,
    "oversight:finding-list": MONEY_LIST,
    "oversight:finding-create": CITY_ENTRY,
    "oversight:finding-detail": MONEY_DETAIL,
    "oversight:finding-edit": CITY_VERB,
    "oversight:finding-rectify": VERB,
    "oversight:finding-verify": CITY_VERB,
    "oversight:finding-return": CITY_VERB,
    "oversight:rectification-file": MONEY_DETAIL,
    "oversight:rectification-thumbnail": MONEY_DETAIL,
    "oversight:rule-list": MONEY_LIST,
    "oversight:rule-edit": CITY_ENTRY,
    "oversight:pattern": MONEY_LIST,
    "oversight:pattern-fine": CITY_ENTRY,
    "oversight:pattern-finding": CITY_ENTRY,
    "oversight:judgement-withdraw": CITY_VERB,
    "inspections-list": API_MONEY_LIST,
    "inspections-detail": API_MONEY_DETAIL,
    "findings-list": API_MONEY_LIST,
    "findings-detail": API_MONEY_DETAIL,
    "pattern-rules-list": API_MONEY_LIST,
    "pattern-rules-detail": API_MONEY_LIST,
    "funding:budget-list": MONEY_LIST,
    "funding:budget-detail": MONEY_DETAIL,
    "funding:allocation-list": MONEY_LIST,
    "funding:allocation-detail": MONEY_DETAIL,
    "funding:disbursement-list": MONEY_LIST,
    "funding:disbursement-detail": MONEY_DETAIL,
    "funding:expenditure-list": MONEY_LIST,
    "funding:expenditure-detail": MONEY_DETAIL,
    "funding:budget-edit": VERB,
    "funding:budget-allocate": VERB,
    "funding:budget-carry-over": VERB,
    "funding:allocation-request": VERB,
    "funding:allocation-transfer": VERB,
    "funding:allocation-refund": VERB,
    "funding:allocation-reverse": VERB,
    "funding:paymentrequest-approve": VERB,
    "funding:paymentrequest-refuse": VERB,
    "funding:paymentrequest-withdraw": VERB,
    "funding:paymentrequest-pay": VERB,
    "funding:disbursement-spend": VERB,
    "funding:disbursement-refund": VERB,
    "funding:disbursement-reverse": VERB,
    "funding:expenditure-refund": VERB,
    "funding:expenditure-reverse": VERB,
    "funding:contract-complete": VERB,
    "funding:contract-terminate": VERB,
    "funding:stage-release": VERB,
    "funding:year-reopen": (302, 404, 403, 403, 200),
    "funding:rule-edit": (302, 403, 403, 403, 200),
    "funding:budget-new": MONEY_LIST,
    "funding:contract-new": MONEY_LIST,
    "funding:year-close": MONEY_LIST,
    "funding:rule-new": (302, 403, 403, 403, 200),
    "funding:paymentrequest-list": MONEY_LIST,
    "funding:paymentrequest-detail": MONEY_DETAIL,
    "funding:contract-list": MONEY_LIST,
    "funding:contract-detail": MONEY_DETAIL,
    "funding:year-list": MONEY_LIST,
    "funding:year-detail": MONEY_DETAIL,
    "funding:rule-list": MONEY_LIST,
    "funding:warnings": MONEY_LIST,
    "funding:ledger": MONEY_LIST,
    "funding:unitcost-list": MONEY_LIST,
    "funding:unitcost-new": (302, 403, 403, 403, 200),
    "funding:unitcost-edit": (302, 403, 403, 403, 200),
    "reports:money": MONEY_LIST,
    "reports:money-stations": MONEY_LIST,
    "reports:money-need": MONEY_LIST,
    "api-schema": API_LIST,
    "api-docs": API_LIST,
    "api-root": API_LIST,
    "changes-list": API_LIST,
    "regions-list": API_LIST,
    "regions-detail": API_DETAIL,
    "stations-list": API_LIST,
    "stations-detail": API_DETAIL,
    "agencies-list": API_LIST,
    "agencies-detail": API_DETAIL,
    "engagements-list": API_LIST,
    "milestones-list": API_LIST,
    "deliverables-list": API_LIST,
    "deliverables-detail": API_DETAIL,
    "service-models-list": API_LIST,
    "service-models-detail": API_LIST,
    "components-list": API_LIST,
    "standard-items-list": API_LIST,
    "construction-standards-list": API_LIST,
    "construction-standards-detail": API_LIST,
    "standard-answers-list": API_LIST,
    "workers-list": API_LIST,
    "workers-detail": API_DETAIL,
    "certificates-list": API_LIST,
    "registrations-list": API_LIST,
    "postings-list": API_LIST,
    "positions-list": API_LIST,
    "positions-detail": API_DETAIL,
    "courses-list": API_LIST,
    "courses-detail": API_DETAIL,
    "enrolments-list": API_LIST,
    "education-credits-list": API_LIST,
    "education-credits-detail": API_DETAIL,
    "supervisors-list": API_LIST,
    "supervisors-detail": API_DETAIL,
    "supervision-records-list": API_LIST,
    "supervision-records-detail": API_DETAIL,
    "agency-founders-list": API_LIST,
    "fitness-rules-list": API_LIST,
    "agency-ratings-list": API_LIST,
    "incubation-bases-list": API_LIST,
    "incubation-bases-detail": API_DETAIL,
    "incubations-list": API_LIST,
    "target-groups-list": API_LIST,
    "target-groups-detail": API_LIST,
    "service-fields-list": API_LIST,
    "service-fields-detail": API_LIST,
    "needs-list": API_LIST,
    "needs-detail": API_DETAIL,
    "service-plans-list": API_LIST,
    "service-plans-detail": API_DETAIL,
    "plan-items-list": API_LIST,
    "plan-items-detail": API_DETAIL,
    "service-records-list": API_LIST,
    "service-records-detail": API_DETAIL,
    "budgets-list": API_MONEY_LIST,
    "budgets-detail": API_MONEY_DETAIL,
    "allocations-list": API_MONEY_LIST,
    "allocations-detail": API_MONEY_DETAIL,
    "disbursements-list": API_MONEY_LIST,
    "disbursements-detail": API_MONEY_DETAIL,
    "expenditures-list": API_MONEY_LIST,
    "expenditures-detail": API_MONEY_DETAIL,
    "carry-overs-list": API_MONEY_LIST,
    "carry-overs-detail": API_MONEY_DETAIL,
    "payment-requests-list": API_MONEY_LIST,
    "payment-requests-detail": API_MONEY_DETAIL,
    "contracts-list": API_MONEY_LIST,
    "contracts-detail": API_MONEY_DETAIL,
    "year-closes-list": API_MONEY_LIST,
    "year-closes-detail": API_MONEY_DETAIL,
    "spending-rules-list": API_MONEY_LIST,
    "unit-costs-list": API_MONEY_LIST,
    "unit-costs-detail": API_MONEY_LIST,
    "spending-rules-detail": API_MONEY_LIST,
    "indicators-list": API_LIST,
    "indicators-detail": API_LIST,
    "published-figures-list": API_LIST,
    **{route: API_MONEY_VERB if route.startswith(MONEY) else API_VERB for route in sorted(API_VERBS)},
    **dict.fromkeys(
        [
            "service-cases-list",
            "service-groups-list",
            "service-minimums-list",
            "supports-list",
            "interruptions-list",
            "evidence-list",
            "gate-rules-list",
            "lecturers-list",
            "return-rules-list",
        ],
        API_LIST,
    ),
    **dict.fromkeys(["service-cases-detail", "service-groups-detail", "evidence-detail"], API_DETAIL),
    **{route: API_MONEY_DETAIL if route.startswith(MONEY) else API_DETAIL for route in sorted(API_FILES)},
    "monthly-returns-list": API_LIST,
    "monthly-returns-detail": API_DETAIL,
}


PAGES = [
    route
    for route in MATRIX
    if ":" in route or route.endswith(("-list", "-detail")) or route.startswith("api-") or route in API_FILES
]
READ_ONLY_PAGES = [route for route in PAGES if route not in VERBS]
SHOWING_ONLY = [route for route in READ_ONLY_PAGES if route not in WRITING]


@pytest.fixture
def path(route, cast):
    return address(route, cast.arguments[0])


def test_every_route_is_in_the_table():
    assert {route for route in ROUTES if not route.startswith("admin:")} == set(MATRIX)


@pytest.mark.parametrize("route", MATRIX)
def test_everybody_gets_the_answer_of_the_table(route, path, answers):
    assert tuple(answers.of(name, path).status for name in PEOPLE) == MATRIX[route]


@pytest.mark.parametrize("route", SHOWING_ONLY)
def test_pages_and_endpoints_that_only_show_refuse_to_be_written_to(route, path, answers):
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(answers.clients["administrator"], method)(path)
        assert answer.status_code in (403, 405), method


@pytest.mark.parametrize("route", READ_ONLY_PAGES)
def test_reading_writes_nothing(route, path, answers):
    for name in PEOPLE:
        assert answers.of(name, path).writes == [], name


@pytest.mark.parametrize("route", READ_ONLY_PAGES)
def test_an_account_without_a_role_reaches_no_record(route, path, answers):
    answer = answers.of(NOBODY, path)

    assert answer.status in (200, 302, 403, 404)
    assert "桃城" not in answer.text


def test_a_role_that_ends_takes_its_scope_with_it(cast, client_of):
    user = make_user("leaving", Role.COUNTY_OFFICER, cast.world.county)
    client = client_of(user)
    path = address("reports:station", cast.arguments[0])
    assert client.get(path).status_code == 200

    RoleAssignment.objects.filter(user=user).delete()

    assert client.get(path).status_code in (403, 404)
