"""Stations and what belongs to them, for tests. Regions are given or made on the way."""

from datetime import date

from stdnum.cn import uscc

from accounts.models import User
from regions.models import Region
from stations import actions
from stations.actions.milestone import refresh_stages
from stations.models import (
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    GateRule,
    Interruption,
    Milestone,
    ServiceModel,
    Stage,
    StandardAnswer,
    StandardItem,
    Station,
)
from tests.accounts.factories import make_user
from tests.stations.files import PNG, upload

REGISTERED_ON = date(2021, 1, 4)
OPERATING_ON = date(2022, 3, 1)
ACCEPTED_ON = date(2022, 5, 4)
# As the migration has it.
MODEL_1138N = [
    ("PLATFORM", "综合服务平台", 1),
    ("TALENT_BRAND", "人才培养品牌项目", 1),
    ("CORE_PROJECT", "孵化培育核心项目", 3),
    ("COMMUNITY_ROOM", "社区社工室", 8),
    ("ELECTIVE_PROJECT", "自选服务项目", None),
]


def make_uscc(number: int) -> str:
    """A well-formed invented credit code of a social service organisation."""
    body = f"52131100MJ{number:07d}"
    return body + uscc.calc_check_digit(body)


def make_service_model(code="1138N", components=MODEL_1138N) -> ServiceModel:
    """The model with this code: the migration's own where it is there, else a new one."""
    model, is_new = ServiceModel.objects.get_or_create(code=code, defaults={"name": code})
    if is_new:
        for order, (component_code, name, required) in enumerate(components, start=1):
            Component.objects.create(
                service_model=model,
                order=order,
                code=component_code,
                name=name,
                required=required,
                needs_community=component_code == "COMMUNITY_ROOM",
            )
    return model


def make_agency(home_region, **overrides) -> Agency:
    """An agency in force since 2021, founded by professionals and registered with the county."""
    number = Agency.objects.count() + 1
    values = {
        "name": f"测试社工机构{number}",
        "uscc": make_uscc(number),
        "registration_level": Agency.RegistrationLevel.COUNTY,
        "founder_type": Agency.FounderType.PROFESSIONAL,
        "registered_on": REGISTERED_ON,
        "status": Agency.Status.ACTIVE,
        "home_region": home_region,
    }
    return _saved(Agency(**values | overrides))


def make_station(township, *, operating_on=None, **overrides) -> Station:
    """A station in the plan of ``township``; with ``operating_on`` also one that works since then."""
    values = {
        "name": f"{township.name}社工站",
        "township": township,
        "service_model": overrides.pop("service_model", None) or make_service_model(),
        "venue_type": Station.VenueType.PARTY_MASS_CENTER,
    }
    station = _saved(Station(**values | overrides))
    if operating_on:
        make_milestone(station, stage=Stage.OPERATING, achieved_on=operating_on)
    return station


def make_milestone(station, *, stage=Stage.PLANNED, **overrides) -> Milestone:
    """A milestone that counts from its day, whatever its rules ask for; the station's stage follows."""
    values = {"counts_from": overrides.get("achieved_on")}
    milestone = Milestone(station=station, stage=stage, **values | overrides)
    milestone.clean_fields()
    milestone.save()
    refresh_stages([station])
    return milestone


def make_interruption(station, **overrides) -> Interruption:
    """A time in which the station did not work, written past the actions: the status stays."""
    values = {"kind": Interruption.Kind.SUSPENDED, "reason": "装修", "started_on": date(2022, 6, 1)}
    values |= overrides
    confirmed = {"confirmed_on": values["started_on"], "reopening_confirmed_on": values.get("ended_on")}
    return _saved(Interruption(station=station, **confirmed | values))


def make_engagement(agency, station, **overrides) -> Engagement:
    """The agency runs the station since it operates."""
    values = {"role": Engagement.Role.OPERATOR, "started_on": OPERATING_ON}
    return _saved(Engagement(agency=agency, station=station, **values | overrides))


def make_deliverable(station, *, component="CORE_PROJECT", accepted_on=None, **overrides) -> Deliverable:
    """A deliverable of the component with this code; with ``accepted_on`` an accepted one.

    Community rooms get a new community of the township unless one is given.
    """
    part = station.service_model.components.get(code=component)
    values = {"name": f"{part.name}{Deliverable.objects.count() + 1}"}
    if part.needs_community:
        values["community"] = overrides.pop("community", None) or make_community(station.township)
    if accepted_on:
        values |= {
            "status": Deliverable.Status.ACCEPTED,
            "reported_on": accepted_on,
            "reported_by": account("reporter"),
            "accepted_on": accepted_on,
            "accepted_by": account("acceptor"),
        }
    deliverable = Deliverable(station=station, component=part, **values | overrides)
    # As if it had been accepted before files were asked for.
    deliverable._was_accepted = deliverable.is_accepted
    return _saved(deliverable)


def make_standard(*items, **overrides) -> ConstructionStandard:
    """A standard in force since 2022 with ``items`` (dicts, a mandatory yes or no by default)."""
    number = ConstructionStandard.objects.count() + 1
    values = {
        "code": f"BZ-{number}",
        "name": f"测试标准{number}",
        "valid_from": date(2022, 1, 1),
        "is_current": True,
    }
    standard = _saved(ConstructionStandard(**values | overrides))
    for order, item in enumerate(items, start=1):
        about = {"code": f"i{order}", "text": f"第{order}项", "order": order}
        _saved(StandardItem(standard=standard, **about | item))
    return standard


def make_answer(station, item, value, **overrides) -> StandardAnswer:
    """An answer of the station."""
    values = {"answered_on": date(2022, 6, 1)} | overrides
    return _saved(StandardAnswer(station=station, item=item, value=value, **values))


def make_community(township, **overrides) -> Region:
    """One more community of the township."""
    number = Region.objects.communities().under(township).count() + 1
    values = {
        "code": f"{township.code}{number:03d}",
        "name": f"第{number}社区",
        "level": Region.Level.COMMUNITY,
        "kind": "居委会",
        "parent": township,
    }
    return _saved(Region(**values | overrides))


def make_file(owner, **overrides) -> Evidence:
    """A picture that shows a deliverable or a milestone."""
    field = "deliverable" if isinstance(owner, Deliverable) else "milestone"
    return _saved(Evidence(**{field: owner}, title="照片", file=upload(PNG), **overrides))


def suspend(station, *, on, reason, by) -> Station:
    """Suspended by ``by``, and confirmed by somebody above everybody."""
    actions.suspend_station(station, on=on, reason=reason, by=by)
    above = User.objects.filter(username="above").first() or make_user("above", is_superuser=True)
    return actions.confirm_interruption(station, on=on, by=above)


def switch_rules_off() -> None:
    """Let stages ask for nothing, where a test is about something else."""
    GateRule.objects.update(is_active=False)


def account(username):
    """An account without a role, for who reported or accepted."""
    return User.objects.filter(username=username).first() or make_user(username)


def _saved(record):
    record.full_clean()
    record.save()
    return record
