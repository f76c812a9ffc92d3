"""Whether a station has the people that the stages it has passed asked for, on any later day.

The rules of stages are asked on the day a stage is reached; people leave afterwards.
"""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from personnel.models import Posting, SocialWorker
from stations.models import GateRule, Stage


def is_short_of_staff(on: date) -> Q:
    """Of stations: fewer people on the day than a rule in force asks up to the stage "operating".

    Counted as the rules of stages count (``personnel.checks``), for each row of the query it is put into.
    """
    full_time = Posting.objects.on(on).full_time()
    certified = Posting.objects.on(on).filter(worker__in=SocialWorker.objects.certified(on).values("pk"))
    return Q(_asks_for_more("full_time_staff", full_time, "pk")) | Q(
        _asks_for_more("certified_staff", certified, "worker")
    )


def _asks_for_more(check_code: str, postings: QuerySet[Posting], counted: str) -> Exists:
    """Whether a rule asks for more than so many of the station's postings."""
    of_station = postings.filter(station=OuterRef(OuterRef("pk"))).order_by().values("station")
    number = Coalesce(Subquery(of_station.annotate(n=Count(counted, distinct=True)).values("n")), 0)
    rules = GateRule.objects.filter(check_code=check_code, is_active=True, stage__lte=Stage.OPERATING)
    return Exists(rules.annotate(there=number).filter(minimum__gt=F("there")))
