"""How the invented life differs between the 13 reporting units, and what is counted at the city itself."""

from dataclasses import dataclass

CITY_CODE = "131100"
HEDONG_CODE = "131102002"
TOWNSHIPS = 118


@dataclass(frozen=True)
class County:
    """The figures that shape one reporting unit.

    ``completed`` stations by the middle of 2022; the per cent of the 1138N model that an average
    station has accepted today, of allocated money that is spent, of milestones that come late, and
    of what a station costs elsewhere; people ``certified`` by the beginning of 2022, certified in
    ``exam_2022``, and certified ``later``.
    """

    code: str
    completed: int
    model_percent: int
    execution_percent: int
    late_percent: int
    cost_percent: int
    certified: int
    exam_2022: int
    later: int


COUNTIES = (
    County("131102", 7, 84, 95, 18, 125, certified=78, exam_2022=30, later=32),
    County("131103", 5, 73, 90, 27, 110, certified=36, exam_2022=18, later=18),
    County("131121", 5, 66, 86, 34, 100, certified=28, exam_2022=17, later=17),
    County("131122", 3, 57, 79, 43, 92, certified=20, exam_2022=11, later=11),
    County("131123", 2, 50, 71, 55, 84, certified=13, exam_2022=8, later=8),
    County("131124", 2, 46, 67, 59, 82, certified=15, exam_2022=9, later=9),
    County("131125", 5, 77, 92, 22, 112, certified=27, exam_2022=14, later=15),
    County("131126", 4, 60, 82, 40, 95, certified=24, exam_2022=13, later=13),
    County("131127", 6, 64, 84, 36, 98, certified=29, exam_2022=17, later=18),
    County("131128", 3, 52, 74, 50, 86, certified=18, exam_2022=11, later=12),
    County("131182", 5, 58, 80, 42, 94, certified=30, exam_2022=19, later=20),
    County("131171", 1, 90, 94, 15, 130, certified=6, exam_2022=4, later=4),
    County("131172", 1, 69, 76, 45, 105, certified=4, exam_2022=3, later=3),
)
CITY_PEOPLE = County(CITY_CODE, 0, 0, 90, 0, 100, certified=12, exam_2022=5, later=5)
