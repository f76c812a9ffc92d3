"""The figures that the study and the bureau published, as the portal keeps them."""

from datetime import date
from decimal import Decimal

from demo.days import AGENCIES_COUNTED, FULL_COVERAGE, STATIONS_COUNTED, WORKERS_COUNTED
from regions.models import Region
from reports.models import PublishedFigure

STUDY = "《衡水市社会工作服务站建设路径研究》（2022 年度衡水市社会科学研究课题 2022129）"
BUREAU = "衡水市民政局 2023-03"
MID_2022 = "原文为“截止目前”，未写明日期；此处假定为 2022 年年中。"
END_2021 = "原文为“2021 年末”。"
EARLY_2022 = "原文为“截至到 2022 年初”。"
NINE_OF_TEN = "原文为“90% 考取社工证为各级党政部门的工作人员”，未写明日期和样本；此处与持证人数取同一天。"
MARCH_2023 = "民政局 2023 年 3 月公布。"

FIGURES: tuple[tuple[str, str, date, str, str], ...] = (
    ("stations_completed", "49", STATIONS_COUNTED, STUDY, MID_2022),
    ("agencies", "23", AGENCIES_COUNTED, STUDY, END_2021),
    ("agencies_founded_by_others", "18", AGENCIES_COUNTED, STUDY, END_2021),
    ("agencies_city_registered", "8", AGENCIES_COUNTED, STUDY, END_2021),
    ("certified_workers", "340", WORKERS_COUNTED, STUDY, EARLY_2022),
    ("certified_assistants", "182", WORKERS_COUNTED, STUDY, EARLY_2022),
    ("certified_intermediate", "158", WORKERS_COUNTED, STUDY, EARLY_2022),
    ("certified_public_share", "0.9", WORKERS_COUNTED, STUDY, NINE_OF_TEN),
    ("stations_completed", "118", FULL_COVERAGE, BUREAU, MARCH_2023),
    ("certified_workers", "519", FULL_COVERAGE, BUREAU, MARCH_2023),
    ("stations_at_demonstration", "2", FULL_COVERAGE, BUREAU, "民政局 2023 年 3 月公布，省级示范社工站。"),
)


def make_published(city: Region) -> list[PublishedFigure]:
    """The figures, all about the whole city."""
    return [
        PublishedFigure(
            indicator=indicator, region=city, value=Decimal(value), as_of=as_of, source=source, note=note
        )
        for indicator, value, as_of, source, note in FIGURES
    ]
