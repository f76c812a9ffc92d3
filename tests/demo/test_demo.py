"""The demonstration data: loaded once for the module, then asked what the study asked."""

from collections import Counter
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import Deputy, User
from core import privacy
from demo.accounts import USERNAMES, make_accounts
from demo.counties import CITY_CODE, COUNTIES, HEDONG_CODE
from demo.days import FULL_COVERAGE, LAST_DAY, STATIONS_COUNTED
from demo.places import read_places
from demo.published import FIGURES
from demo.stations.agencies import RONGLIAN
from demo.writing import REASON, make_demonstration
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
)
from indicators.catalogue import find
from indicators.reading import read
from oversight.models import Draw, Finding, Inspection, Judgement, Rectification
from personnel.models import Certificate, Position, Posting, Registration, SocialWorker
from personnel.rules.certificate_clock import Status
from regions.models import Region
from reports.models import MonthlyReturn, PublishedFigure
from reports.panels.model_card import model_card
from reports.panels.published import compare
from stations.actions.milestone import refresh_stages
from stations.models import (
    Agency,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    Interruption,
    Milestone,
    ServiceModel,
    Stage,
    StandardAnswer,
    StandardItem,
    Station,
)
from stations.rules.standard import assess
from tests.loaded import kept_for_module

TODAY = date(2026, 11, 23)
YEARS = range(2020, 2027)
RECORDS = (
    User,
    Agency,
    Station,
    Milestone,
    Interruption,
    Engagement,
    Deliverable,
    ConstructionStandard,
    StandardItem,
    StandardAnswer,
    SocialWorker,
    Certificate,
    Registration,
    Position,
    Posting,
    Budget,
    Allocation,
    Disbursement,
    Expenditure,
    PublishedFigure,
    MonthlyReturn,
)
CODED = (Agency, Station, Deliverable, SocialWorker, Budget, Allocation, Disbursement, Expenditure)
# Of all business codes, in order: the same on every database, every machine and every day.
CODES_DIGEST = "c7a50cf898a25348"


def load_demo(var_dir, **options) -> str:
    """Run the command with its files below ``var_dir``; returns what it said."""
    said = StringIO()
    with (
        override_settings(VAR_DIR=var_dir, MEDIA_ROOT=var_dir / "media"),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.delenv("DEMO_PASSWORD", raising=False)
        call_command("load_demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The portal with the demonstration in it; what the command said, by the directory of its files."""
    var_dir = tmp_path_factory.mktemp("var")
    with kept_for_module(django_db_blocker):
        call_command("load_regions", stdout=StringIO())
        said = load_demo(var_dir)
        yield var_dir, said


@pytest.fixture
def var_dir(loaded, db):
    return loaded[0]


@pytest.fixture
def hengshui(loaded, db):
    return Region.objects.get(code=CITY_CODE)


@pytest.fixture
def administrator(loaded, db):
    return User.objects.get(username="city")


def by_county(administrator, hengshui, code, on) -> dict[str, object]:
    """The indicator for each reporting unit."""
    reading = read([find(code)], user=administrator, region=hengshui, on=on)
    return {child.code: reading.value(find(code), child.path) for child in reading.children}


def in_total(administrator, hengshui, code, on):
    return read([find(code)], user=administrator, region=hengshui, on=on).value(find(code))


def test_every_published_figure_equals_the_computed_one(administrator, hengshui):
    comparisons = compare(administrator, hengshui)
    assert len(comparisons) == len(FIGURES)
    for comparison in comparisons:
        assert Decimal(comparison.computed) == comparison.published.value, comparison.published


def test_the_published_figures_are_the_studys_and_the_bureaus():
    values = {(indicator, as_of): value for indicator, value, as_of, *_words in FIGURES}
    assert values == {
        ("stations_completed", date(2022, 6, 30)): "49",
        ("agencies", date(2021, 12, 31)): "23",
        ("agencies_founded_by_others", date(2021, 12, 31)): "18",
        ("agencies_city_registered", date(2021, 12, 31)): "8",
        ("certified_workers", date(2022, 1, 1)): "340",
        ("certified_assistants", date(2022, 1, 1)): "182",
        ("certified_intermediate", date(2022, 1, 1)): "158",
        ("certified_public_share", date(2022, 1, 1)): "0.9",
        ("stations_completed", date(2023, 3, 20)): "118",
        ("certified_workers", date(2023, 3, 20)): "519",
        ("stations_at_demonstration", date(2023, 3, 20)): "2",
    }


def test_the_49_stations_stand_in_49_townships_spread_unevenly(administrator, hengshui):
    assert in_total(administrator, hengshui, "townships_covered", STATIONS_COUNTED) == 49
    completed = by_county(administrator, hengshui, "stations_completed", STATIONS_COUNTED)
    assert completed == {county.code: county.completed for county in COUNTIES}
    assert len(set(completed.values())) > 4


def test_all_townships_are_covered_in_march_2023(administrator, hengshui):
    assert in_total(administrator, hengshui, "coverage_rate", FULL_COVERAGE) == 1


def test_hedong_has_all_of_1138n_by_the_middle_of_2022(administrator):
    station = Station.objects.get(township__code=HEDONG_CODE)
    card = model_card(administrator, station, STATIONS_COUNTED)
    accepted = [len(line.accepted) for line in card.lines]
    assert accepted[:4] == [1, 1, 3, 8]
    assert accepted[4] > 2
    rooms = station.deliverables.filter(community__isnull=False)
    assert {room.community.code[-3:] for room in rooms} == {
        *("018", "019", "020", "021", "022", "030", "031", "032")
    }


def test_the_construction_standard_says_that_it_is_invented_and_hedong_meets_it(loaded, db):
    standard = ConstructionStandard.objects.get()
    assert "虚构" in standard.name
    items = list(standard.items.all())
    by_station = {}
    for station, item, value in StandardAnswer.objects.values_list("station__code", "item", "value"):
        by_station.setdefault(station, {})[item] = value
    met = {code for code, values in by_station.items() if assess(items, values).is_met}
    assert f"ST-{HEDONG_CODE}-1" in met
    assert len(met) < len(by_station) < Station.objects.count()


def test_the_evidence_of_hedong_is_kept_as_files(var_dir):
    with override_settings(MEDIA_ROOT=var_dir / "media"):
        evidence = list(Evidence.objects.all())
        assert {one.content_type for one in evidence} == {"application/pdf", "image/png"}
        for one in evidence:
            with one.file.open() as file:
                assert sha256(file.read()).hexdigest() == one.sha256
            assert bool(one.thumbnail) == (one.content_type == "image/png")


def test_ronglian_supports_hedong_under_a_credit_code_nobody_can_have(loaded, db):
    agency = Agency.objects.get(name=RONGLIAN)
    engagement = agency.engagements.get()
    assert engagement.station.township.code == HEDONG_CODE
    assert engagement.role == Engagement.Role.SUPPORTER
    assert not agency.is_uscc_valid
    assert "虚构" in agency.uscc_override_reason


def test_whatever_is_invented_says_so(loaded, db):
    assert set(Agency.objects.exclude(name__startswith="示例").values_list("name", flat=True)) == {RONGLIAN}
    assert not SocialWorker.objects.exclude(name__startswith="示例社工").exists()
    payees = Disbursement.objects.exclude(payee__startswith="示例").values_list("payee", flat=True)
    assert not payees
    assert not Expenditure.objects.exclude(payee__startswith="示例").exists()


def test_the_numbers_of_people_are_valid_and_plainly_made_up(loaded, db):
    worker = SocialWorker.objects.filter(home_region__code="131121").first()
    worker.set_id_number(privacy.decrypt(worker.id_number_ciphertext), today=TODAY)
    assert privacy.decrypt(worker.phone_ciphertext).startswith("1380000")
    assert privacy.decrypt(worker.id_number_ciphertext).startswith("131121")
    assert all(one.is_uscc_valid for one in Agency.objects.exclude(name=RONGLIAN).exclude(uscc=None))


def test_no_text_names_a_county_that_its_readers_may_not_see(loaded, db):
    names = [region.name for region in Region.objects.filter(level=Region.Level.COUNTY)]
    columns = (
        (Agency, ("name", "contact_name")),
        (Station, ("name", "address", "status_reason")),
        (Milestone, ("delay_note",)),
        (Deliverable, ("name", "comment")),
        (Budget, ("name", "document_number")),
        (Allocation, ("purpose", "reason")),
        (Disbursement, ("payee", "reason")),
        (Expenditure, ("payee", "purpose", "voucher_number", "reason")),
    )
    for model, fields in columns:
        for row in model.objects.values_list(*fields).distinct():
            assert not [name for name in names if name in " ".join(row)]


def test_life_goes_on_after_the_study(administrator, hengshui):
    assert in_total(administrator, hengshui, "agencies", TODAY) == 30
    assert in_total(administrator, hengshui, "certified_workers", TODAY) > 600
    assert in_total(administrator, hengshui, "stations_at_demonstration", TODAY) == 6
    assert in_total(administrator, hengshui, "certified_senior", TODAY) > 0


def test_1138n_is_partly_built_and_differs_by_county(administrator, hengshui):
    assert in_total(administrator, hengshui, "model_completion", STATIONS_COUNTED) < Decimal("0.2")
    assert Decimal("0.55") < in_total(administrator, hengshui, "model_completion", TODAY) < Decimal("0.70")
    shares = by_county(administrator, hengshui, "model_completion", TODAY).values()
    assert max(shares) - min(shares) > Decimal("0.3")


def test_deliverables_are_in_every_state(loaded, db):
    assert set(Deliverable.objects.values_list("status", flat=True)) == set(Deliverable.Status.values)


def test_milestones_were_overdue_in_2022_and_are_today(administrator, hengshui):
    assert in_total(administrator, hengshui, "milestones_overdue", STATIONS_COUNTED) > 20
    overdue = Milestone.objects.overdue(TODAY)
    assert overdue.filter(stage=Stage.DEMONSTRATION).exists()
    assert overdue.filter(stage__lt=Stage.DEMONSTRATION).exists()


def test_the_stage_of_every_station_follows_from_its_milestones(loaded, db):
    assert refresh_stages(Station.objects.all()) == 0


def test_some_stations_stopped_and_some_of_them_work_again(loaded, db):
    assert Interruption.objects.exclude(ended_on=None).count() >= 3
    held = Interruption.objects.open().filter(confirmed_on__isnull=False).select_related("station")
    open_ones = {one.station.code: one.kind for one in held}
    assert Interruption.objects.waiting().exists()
    stopped = Station.objects.exclude(status=Station.Status.ACTIVE).values_list("code", "status")
    assert dict(stopped) == open_ones
    closed = Station.objects.filter(status=Station.Status.CLOSED)
    assert closed.exists()
    assert not Posting.objects.open().filter(station__in=closed).exists()
    assert not Engagement.objects.open().filter(station__in=closed).exists()


def test_several_working_stations_have_no_operator(loaded, db):
    operated = Engagement.objects.on(TODAY).operators().values("station")
    completed = Station.objects.completed(TODAY)
    assert completed.filter(pk__in=operated).count() > 60
    assert completed.exclude(pk__in=operated).count() > 20


def test_checks_and_findings_are_in_every_state_and_say_who_did_what(loaded, db):
    assert set(Inspection.objects.values_list("status", flat=True)) == set(Inspection.Status)
    assert set(Finding.objects.values_list("status", flat=True)) == set(Finding.Status)
    assert Finding.objects.overdue(TODAY).exists()
    assert Judgement.objects.get().verdict == Judgement.Verdict.FINE
    assert all(one.files.exists() for one in Rectification.objects.all())
    draw = Draw.objects.get()
    assert draw.items.to_visit().count() >= draw.size
    assert len(draw.population) > draw.items.count() > 0
    deputy = Deputy.objects.get()
    assert (deputy.deputy.username, deputy.given_by) == ("taocheng2", deputy.principal)
    for noun in (Inspection, Finding, Rectification, Judgement, Draw, Deputy):
        assert not noun.history.filter(history_user=None).exists()


def test_certificates_are_in_every_state_of_the_clock(loaded, db):
    certificates = Certificate.objects.prefetch_related("registrations")
    states = Counter(certificate.clock_on(TODAY).status for certificate in certificates)
    assert set(states) == set(Status)
    assert states.most_common(1)[0][0] == Status.VALID


def test_people_are_mostly_posted_part_time_and_leave_with_a_reason(loaded, db):
    kinds = Counter(Posting.objects.on(TODAY).values_list("employment_type", flat=True))
    assert kinds["part_time"] > 2 * kinds["full_time"] > 0
    left = Posting.objects.exclude(ended_on=None)
    assert left.count() > 100
    assert len(set(left.values_list("leave_reason", flat=True))) > 3


def test_every_chain_of_money_reconciles(loaded, db):
    call_command("reconcile", stdout=StringIO())


def test_money_takes_all_its_ways(loaded, db):
    """A contract part paid, requests in three states, a transfer, a carry-over, a closed year, a warning."""
    contract = Contract.objects.get()
    assert 0 < contract.paid_yuan < contract.amount_yuan
    statuses = set(PaymentRequest.objects.values_list("status", flat=True))
    assert statuses == {"requested", "approved", "paid"}
    assert Allocation.objects.filter(kind="transfer").totals()["amount"] == 0
    assert CarryOver.objects.get().target.year == 2025
    assert FiscalYearClose.objects.get().year == 2021
    assert Allocation.objects.exclude(warned_of="").get().category == "venue"


def test_every_county_has_a_growing_budget_every_year(administrator, hengshui):
    for county in COUNTIES:
        amounts = [
            sum(
                Budget.objects.filter(region__code=county.code, year=year).values_list(
                    "amount_yuan", flat=True
                )
            )
            for year in YEARS
        ]
        assert amounts[0] > 0
        assert amounts == sorted(set(amounts))
    totals = [in_total(administrator, hengshui, "budget", date(year, 12, 31)) for year in YEARS]
    assert totals == sorted(set(totals))


def test_money_went_into_exam_training_first_and_into_stations_later(administrator, hengshui):
    shares = [in_total(administrator, hengshui, "exam_training_share", date(year, 12, 31)) for year in YEARS]
    assert min(shares[:2]) > Decimal("0.5")
    assert max(shares[2:]) < Decimal("0.2")


def test_execution_differs_by_county_and_this_year_is_under_way(administrator, hengshui):
    rates = by_county(administrator, hengshui, "execution_rate", date(2025, 12, 31)).values()
    assert max(rates) - min(rates) > Decimal("0.15")
    last_year = in_total(administrator, hengshui, "execution_rate", date(2025, 12, 31))
    this_year = in_total(administrator, hengshui, "execution_rate", TODAY)
    assert Decimal("0.3") < this_year < last_year


@pytest.mark.parametrize("model", [Allocation, Disbursement, Expenditure])
def test_some_entries_were_reversed_with_a_reason(loaded, db, model):
    reversals = model.objects.exclude(reverses=None)
    assert reversals.exists()
    assert all(one.amount_yuan == -one.reverses.amount_yuan and one.reason for one in reversals)


@pytest.mark.parametrize("model", [*RECORDS, Evidence], ids=lambda model: model.__name__)
def test_records_pass_their_own_rules(loaded, db, model):
    records = list(model.objects.order_by("pk"))
    for record in records[:: max(len(records) // 15, 1)]:
        record.full_clean()


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_record_has_one_line_of_history_that_says_demonstration(loaded, db, model):
    history = model.history.all()
    assert history.count() == model.objects.count()
    if model not in (Allocation, Disbursement):
        assert not history.exclude(history_user=None).exists()
    reasons = set(history.values_list("history_change_reason", flat=True))
    assert REASON in reasons
    if not issubclass(model, Allocation | Disbursement | Expenditure):
        assert reasons == {REASON}


def test_nothing_is_recorded_after_the_last_day(loaded, db):
    for model, day in ((Milestone, "achieved_on"), (Deliverable, "accepted_on"), (Posting, "started_on")):
        assert not model.objects.filter(**{f"{day}__gt": LAST_DAY}).exists()
    for model in (Allocation, Disbursement, Expenditure):
        assert not model.objects.exclude(pk__in=model.objects.posted_by(LAST_DAY)).exists()


def test_the_cast_can_sign_in_with_the_passwords_of_the_file(var_dir):
    path = var_dir / "demo-accounts.txt"
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text(encoding="utf-8")
    passwords = dict(
        line.split()[:2] for line in text.splitlines() if line.split()[:1] and len(line.split()) == 3
    )
    for username in USERNAMES:
        assert User.objects.get(username=username).check_password(passwords[username])
        assert User.objects.get(username=username).full_name in text
    assert len({passwords[username] for username in USERNAMES}) == len(USERNAMES)


def test_the_cast_has_its_roles_where_they_belong(loaded, db):
    roles = {
        user.username: [(one.role, one.region.code) for one in user.assignments]
        for user in User.objects.filter(is_active=True)
    }
    assert roles == {
        "city": [("municipal_admin", "131100")],
        "taocheng": [("county_officer", "131102")],
        "taocheng2": [("county_officer", "131102")],
        "zaoqiang": [("county_officer", "131121")],
        "hedong": [("township_officer", "131102002")],
        "auditor": [("auditor", "131100")],
        "viewer": [("viewer", "131100")],
    }
    assert set(User.objects.filter(is_staff=True).values_list("username", flat=True)) == {"city"}
    assert not User.objects.filter(is_superuser=True).exists()


def test_whoever_reported_for_the_counties_cannot_sign_in(loaded, db):
    clerks = User.objects.filter(is_active=False)
    of_the_city = ["demo-131100", "demo-cashier"]
    names = [f"demo-{county.code}" for county in COUNTIES] + of_the_city
    assert sorted(clerks.values_list("username", flat=True)) == sorted(names)
    assert not any(clerk.has_usable_password() for clerk in clerks)


def test_one_password_can_be_given_to_all(loaded, db):
    accounts = make_accounts(read_places(), password="one for all 2026")
    assert set(accounts.passwords.values()) == {"one for all 2026"}


def test_two_loads_give_the_same_records(loaded, db):
    model = ServiceModel.objects.get(code="1138N")
    demonstration = make_demonstration(read_places(), model)
    for kind in CODED:
        made = sorted((one.code, str(one)) for one in demonstration.all_of(kind))
        # What people did step by step afterwards is theirs.
        loaded_codes = kind.history.filter(history_user=None).values("code")
        written = kind.objects.filter(code__in=loaded_codes)
        assert made == sorted((one.code, str(one)) for one in written)


def test_every_database_gets_the_same_codes(loaded, db):
    codes = [code for model in CODED for code in sorted(model.objects.values_list("code", flat=True))]
    assert sha256("\n".join(codes).encode()).hexdigest()[:16] == CODES_DIGEST


def test_loading_says_where_the_passwords_are_and_shows_them(loaded):
    var_dir, said = loaded
    assert str(var_dir / "demo-accounts.txt") in said
    assert "演示·市级管理员" in said


def test_a_database_with_stations_is_refused(var_dir, tmp_path):
    with pytest.raises(CommandError, match="already holds stations; start with an empty one"):
        load_demo(tmp_path)
    assert not list(tmp_path.iterdir())


def test_if_empty_leaves_a_portal_with_accounts_alone(var_dir, tmp_path):
    before = Station.objects.count()
    said = load_demo(tmp_path, if_empty=True)
    assert str(tmp_path / "demo-accounts.txt") in said
    assert not list(tmp_path.iterdir())
    assert Station.objects.count() == before
