"""Ratings, incubation and the rule of fitness, for tests. Agencies and regions are given."""

from datetime import date
from decimal import Decimal

from stations.models import AgencyRating, FitnessRule, Incubation, IncubationBase, Support


def make_rule(**overrides) -> FitnessRule:
    """The provincial rule of 2020: the migration's own where it is there, else a new one."""
    values = {
        "document": "冀民规〔2020〕1号",
        "founders": 2,
        "share_part": 1,
        "share_whole": 3,
        "city_capital_yuan": Decimal("20000.00"),
        "county_capital_yuan": Decimal("10000.00"),
    } | overrides
    day = values.pop("valid_from", date(2020, 1, 1))
    return FitnessRule.objects.get_or_create(valid_from=day, defaults=values)[0]


def make_rating(agency, **overrides) -> AgencyRating:
    """3A since March 2022, for five years."""
    values = {"grade": "3A", "rated_on": date(2022, 3, 1), "valid_to": date(2027, 2, 28)}
    return _saved(AgencyRating(agency=agency, **values | overrides))


def make_base(region, **overrides) -> IncubationBase:
    """A base that opened in 2021."""
    values = {
        "name": f"测试孵化基地{IncubationBase.objects.count() + 1}",
        "venue": "人民路1号",
        "opened_on": date(2021, 5, 1),
    }
    return _saved(IncubationBase(region=region, **values | overrides))


def make_incubation(agency, base, **overrides) -> Incubation:
    """The agency is in the base since March 2022."""
    return _saved(Incubation(agency=agency, base=base, **{"entered_on": date(2022, 3, 1)} | overrides))


def make_support(incubation, **overrides) -> Support:
    """Money given in April 2022."""
    values = {"kind": "money", "given_on": date(2022, 4, 1), "amount_yuan": Decimal("5000.00")}
    return _saved(Support(incubation=incubation, **values | overrides))


def _saved(record):
    record.full_clean()
    record.save()
    return record
