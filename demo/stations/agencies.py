"""The agencies: 23 at the end of 2021, 18 of them founded by other bodies, 8 registered with the city.

One is real: the study says that 融联社工机构 helps 河东街道, and nothing else about it. Its credit code
fails its check on purpose, so that it can be nobody's; the proof field says what is invented.
"""

from datetime import date
from decimal import Decimal

from core.pinyin import search_columns
from demo.counties import CITY_CODE
from demo.identifiers import credit_code, impossible_credit_code, mobile
from demo.pattern import pick
from demo.places import Places
from stations.models import Agency

RONGLIAN = "融联社工机构"
RONGLIAN_NOTE = (
    "演示数据：课题研究提到该机构协助河东街道；信用代码、登记日期和发起类型均为虚构，并非该机构的真实信息。"
)
FIRST_PHONE = 8000
CAPITALS_YUAN = {CITY_CODE: (20_000, 50_000, 30_000)}
COUNTY_CAPITALS_YUAN = (10_000, 30_000, 10_000, 20_000)

FOUNDERS = {
    "volunteers": Agency.FounderType.VOLUNTEER_ASSOCIATION,
    "elders": Agency.FounderType.ELDER_CARE,
    "property": Agency.FounderType.PROPERTY_COMPANY,
    "hospital": Agency.FounderType.HOSPITAL,
    "workers": Agency.FounderType.PROFESSIONAL,
    "other": Agency.FounderType.OTHER,
}
# Home region, founded by, registered on, deregistered on. The first is 融联.
REGISTER = (
    ("131102", "workers", date(2019, 5, 21), None),
    (CITY_CODE, "volunteers", date(2014, 3, 18), None),
    (CITY_CODE, "elders", date(2015, 9, 7), None),
    (CITY_CODE, "workers", date(2016, 6, 15), None),
    (CITY_CODE, "volunteers", date(2017, 4, 11), None),
    (CITY_CODE, "hospital", date(2018, 8, 23), None),
    (CITY_CODE, "property", date(2019, 11, 5), None),
    (CITY_CODE, "workers", date(2020, 6, 9), None),
    (CITY_CODE, "other", date(2021, 3, 30), None),
    ("131102", "property", date(2017, 10, 19), None),
    ("131102", "elders", date(2018, 12, 4), None),
    ("131102", "volunteers", date(2020, 9, 16), None),
    ("131102", "workers", date(2021, 5, 27), None),
    ("131103", "volunteers", date(2018, 4, 26), None),
    ("131103", "hospital", date(2020, 11, 12), None),
    ("131121", "elders", date(2019, 7, 2), None),
    ("131121", "volunteers", date(2021, 1, 14), date(2024, 9, 30)),
    ("131125", "property", date(2019, 3, 13), None),
    ("131125", "workers", date(2020, 12, 22), None),
    ("131122", "elders", date(2021, 6, 8), None),
    ("131126", "volunteers", date(2020, 8, 4), None),
    ("131127", "elders", date(2021, 9, 17), None),
    ("131182", "other", date(2021, 11, 25), None),
    # Since the study.
    ("131123", "volunteers", date(2022, 5, 19), None),
    ("131128", "elders", date(2022, 10, 27), None),
    (CITY_CODE, "workers", date(2023, 2, 16), None),
    ("131127", "workers", date(2023, 8, 8), None),
    ("131124", "other", date(2024, 3, 21), None),
    ("131121", "workers", date(2024, 10, 31), None),
    ("131182", "workers", date(2025, 4, 24), None),
    ("131172", "volunteers", date(2025, 11, 6), None),
)
PREPARING = (("131126", "workers"), ("131123", "elders"))


def make_agencies(places: Places) -> list[Agency]:
    """All agencies, the oldest first after 融联; those in preparation last."""
    agencies = [_registered(number, row, places) for number, row in enumerate(REGISTER, start=1)]
    agencies += [
        _agency(number, home, founder, places)
        for number, (home, founder) in enumerate(PREPARING, start=len(agencies) + 1)
    ]
    _name_ronglian(agencies[0])
    return agencies


def _registered(number: int, row, places: Places) -> Agency:
    home, founder, registered_on, deregistered_on = row
    agency = _agency(number, home, founder, places)
    agency.uscc = credit_code(home, number)
    agency.registered_on, agency.deregistered_on = registered_on, deregistered_on
    agency.status = Agency.Status.DEREGISTERED if deregistered_on else Agency.Status.ACTIVE
    agency.capital_yuan = Decimal(pick(CAPITALS_YUAN.get(home, COUNTY_CAPITALS_YUAN), number))
    return agency


def _agency(number: int, home: str, founder: str, places: Places) -> Agency:
    levels = Agency.RegistrationLevel
    name = f"示例社工服务中心{number:02d}"
    return Agency(
        code=Agency.series.code(number),
        name=name,
        **search_columns(name),
        registration_level=levels.CITY if home == CITY_CODE else levels.COUNTY,
        founder_type=FOUNDERS[founder],
        home_region=places.regions[home],
        contact_name=f"示例联系人{number:02d}",
        phone=mobile(FIRST_PHONE + number),
    )


def _name_ronglian(agency: Agency) -> None:
    agency.name = RONGLIAN
    agency.uscc = impossible_credit_code(agency.home_region.code, 1)
    agency.uscc_override_reason = RONGLIAN_NOTE
    agency.capital_yuan = None
    agency.contact_name = agency.phone = ""
    vars(agency).update(search_columns(RONGLIAN))
