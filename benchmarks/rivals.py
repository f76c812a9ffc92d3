"""What the API is measured beside, served by the same gunicorn: under ``/limit/`` statements written by hand,
through psycopg2 and orjson without any framework; under ``/plain/`` a usual ModelViewSet.

Both answer the portal's questions for the same token with the same fields. The limit finds the region of the
token, asks once more, and knows no errors, roles, history or throttle. The plain one reads the rows by the
portal's own queryset, so that what differs is everything around it; its feed hides nothing.
"""

# ruff: noqa: S608
# The statements are put together from the constants below; what a request brings is always a parameter.

import os
import threading
from urllib.parse import parse_qsl

import django
import orjson
import psycopg2
from django.core.wsgi import get_wsgi_application
from psycopg2.extras import execute_values

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import include, path  # noqa: E402
from django_filters.rest_framework import DjangoFilterBackend  # noqa: E402
from knox.crypto import hash_token  # noqa: E402
from rest_framework import pagination, permissions, serializers, viewsets  # noqa: E402
from rest_framework.filters import OrderingFilter  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.routers import SimpleRouter  # noqa: E402

from exchange.models import Change  # noqa: E402
from hengshui_portal.urls import urlpatterns as portal  # noqa: E402
from regions.models import Region  # noqa: E402
from stations.api.serializers.station import StationSerializer  # noqa: E402
from stations.models import ServiceModel, Station  # noqa: E402

FIELDS = StationSerializer.Meta.fields
KINDS = {"+": "created", "~": "changed", "-": "removed"}

# The limit

READER = """SELECT r.path, rpad(r.path, 12, '9')
  FROM accounts_apitoken k JOIN accounts_roleassignment a ON a.user_id = k.user_id
  JOIN regions_region r ON r.id = a.region_id
 WHERE k.digest = %(digest)s AND k.revoked_at IS NULL AND k.expiry > now()"""
COLUMNS = """s.code, s.name, t.code, t.name, county.code, m.code, s.venue_type, s.area_m2::text, s.address,
  s.longitude::text, s.latitude::text, s.phone, s.stage, s.status, s.status_reason, agency.code,
  (SELECT coalesce(sum(least(n, required)), 0) FROM (
     SELECT count(*) AS n, c.required
       FROM stations_deliverable d JOIN stations_component c ON c.id = d.component_id
      WHERE d.station_id = s.id AND d.status = 'accepted' AND c.required IS NOT NULL GROUP BY c.id
   ) built)::int,
  (SELECT coalesce(sum(required), 0) FROM stations_component c WHERE c.service_model_id = m.id)::int"""
BESIDE = """JOIN regions_region t ON t.id = s.township_id
  LEFT JOIN regions_region county ON county.id = t.parent_id
  JOIN stations_servicemodel m ON m.id = s.service_model_id
  LEFT JOIN stations_engagement e ON e.station_id = s.id AND e.role = 'operator' AND e.ended_on IS NULL
  LEFT JOIN stations_agency agency ON agency.id = e.agency_id"""
IN_SCOPE = """stations_station s JOIN regions_region t ON t.id = s.township_id
  WHERE t.path BETWEEN %(first)s AND %(last)s"""
PICKED = """ AND s.stage = %(stage)s
  AND t.path BETWEEN %(region)s AND rpad(%(region)s, 12, '9')"""
# The planner does not know that codes follow regions: left free, it would read the stations in the order of
# their codes until it meets those of the region.
LIST = """WITH scoped AS MATERIALIZED (SELECT s.* FROM {rows})
  SELECT (SELECT count(*) FROM scoped), {columns}
    FROM (SELECT * FROM scoped s ORDER BY {order} LIMIT %(page_size)s) s {beside} ORDER BY {order}"""
DETAIL = f"SELECT {COLUMNS} FROM (SELECT s.* FROM {IN_SCOPE} AND s.code = %(code)s) s {BESIDE}"
FEED = f"""SELECT c.position, c.object_id, c.kind, c.at, c.request_key, {COLUMNS}
  FROM (SELECT * FROM exchange_change WHERE position > %(since)s ORDER BY position LIMIT %(limit)s) c
  JOIN stations_station s ON c.noun = 'stations.station' AND s.id = c.object_id {BESIDE}
  WHERE t.path BETWEEN %(first)s AND %(last)s ORDER BY c.position"""
INSERT = """INSERT INTO stations_station (code, name, pinyin, initials, township_id, service_model_id,
  venue_type, area_m2, address, phone, stage, status, status_reason)
  SELECT new.code, new.name, '', '', t.id, m.id, new.venue, new.area::numeric, new.address, '', 10,
         'active', ''
    FROM (VALUES %s) AS new (code, name, township, service_model, venue, area, address)
    JOIN regions_region t ON t.code = new.township
    JOIN stations_servicemodel m ON m.code = new.service_model"""
ORDERS = {None: "s.code", "-name": "s.name DESC, s.id"}
here = threading.local()


def cursor():
    """Of a connection that each thread keeps."""
    if not hasattr(here, "connection"):
        here.connection = psycopg2.connect(os.environ["DATABASE_URL"], options="-c timezone=Asia/Shanghai")
        here.connection.autocommit = True
    return here.connection.cursor()


def rows_of(statement: str, values: dict) -> list[tuple]:
    with cursor() as one:
        one.execute(statement, values)
        return one.fetchall()


def listed(values: dict) -> dict:
    order, rows = ORDERS[values.get("ordering")], IN_SCOPE + (PICKED if "region" in values else "")
    statement = LIST.format(columns=COLUMNS, beside=BESIDE, rows=rows, order=order)
    found = rows_of(statement, values)
    results = [dict(zip(FIELDS, row[1:], strict=True)) for row in found]
    return {"count": found[0][0] if found else 0, "next": None, "previous": None, "results": results}


def feed(values: dict) -> dict:
    events = [
        {
            "sequence": place,
            "noun": "stations",
            "id": pk,
            "code": record[0],
            "kind": KINDS[kind],
            "at": at,
            "request": key,
            "record": dict(zip(FIELDS, record, strict=True)),
        }
        for place, pk, kind, at, key, *record in rows_of(FEED, values)
    ]
    return {"next": str(events[-1]["sequence"]), "has_more": True, "events": events}


def written(rows: list[dict]) -> dict:
    with cursor() as one:
        execute_values(one, INSERT, [tuple(row.values()) for row in rows], page_size=len(rows))
    return {"new": len(rows)}


def limit(environ: dict) -> dict:
    """The answer to the request."""
    digest = hash_token(environ["HTTP_AUTHORIZATION"].removeprefix("Bearer "))
    [(first, last)] = rows_of(READER, {"digest": digest})
    values = {"first": first, "last": last, **dict(parse_qsl(environ["QUERY_STRING"]))}
    noun, *code = environ["PATH_INFO"].strip("/").split("/")[1:]
    if environ["REQUEST_METHOD"] == "POST":
        return written(orjson.loads(environ["wsgi.input"].read()))
    if noun == "changes":
        return feed(values)
    if code:
        return dict(zip(FIELDS, rows_of(DETAIL, {**values, "code": code[0]})[0], strict=True))
    return listed(values)


# The plain one


class PlainSerializer(serializers.ModelSerializer):
    """A station, with the serializers' usual fields."""

    township = serializers.SlugRelatedField(slug_field="code", queryset=Region.objects.all())
    township_name = serializers.CharField(source="township.name", read_only=True)
    county = serializers.CharField(source="township.parent.code", read_only=True)
    service_model = serializers.SlugRelatedField(slug_field="code", queryset=ServiceModel.objects.all())
    operator = serializers.SlugRelatedField(slug_field="code", read_only=True)
    counted = serializers.IntegerField(read_only=True)
    required = serializers.IntegerField(read_only=True)

    class Meta:
        model = Station
        fields = FIELDS


class PlainPages(pagination.PageNumberPagination):
    """Pages as long as asked for."""

    page_size_query_param = "page_size"


class Plain:
    """Who may ask: every account with a token."""

    permission_classes = [permissions.IsAuthenticated]
    throttle_classes = []


class PlainStations(Plain, viewsets.ModelViewSet):
    """Stations as a tutorial of Django REST framework writes them; a list is entered in one transaction."""

    serializer_class = PlainSerializer
    pagination_class = PlainPages
    filter_backends = [DjangoFilterBackend, OrderingFilter]
    filterset_fields = {"stage": ["exact"], "township__path": ["startswith"]}
    ordering_fields = ["name"]
    lookup_field = "code"

    def get_queryset(self):
        return Station.objects.visible_to(self.request.user).for_listing()

    def create(self, request):
        serializer = self.get_serializer(data=request.data, many=True)
        with transaction.atomic():
            serializer.is_valid(raise_exception=True)
            serializer.save()
        return Response({"new": len(serializer.instance)}, status=201)


class PlainChangeSerializer(serializers.ModelSerializer):
    """A change with the station as it is now."""

    record = serializers.SerializerMethodField()

    class Meta:
        model = Change
        fields = ["position", "noun", "object_id", "kind", "at", "request_key", "record"]

    def get_record(self, change):
        return PlainSerializer(self.context["stations"][change.object_id]).data


class PlainChanges(Plain, viewsets.ViewSet):
    """A page of the changes."""

    def list(self, request):
        since, most = (int(request.query_params[name]) for name in ("since", "limit"))
        changes = list(Change.objects.filter(position__gt=since).order_by("position")[:most])
        rows = Station.objects.visible_to(request.user).for_listing()
        stations = rows.in_bulk([change.object_id for change in changes])
        serializer = PlainChangeSerializer(changes, many=True, context={"stations": stations})
        return Response({"events": serializer.data})


router = SimpleRouter()
router.register("stations", PlainStations, basename="plain-station")
router.register("changes", PlainChanges, basename="plain-change")
urlpatterns = [*portal, path("plain/", include(router.urls))]

settings.ROOT_URLCONF = "benchmarks.rivals"
django_application = get_wsgi_application()


def application(environ, start_response):
    """What gunicorn serves."""
    if not environ["PATH_INFO"].startswith("/limit/"):
        return django_application(environ, start_response)
    body = orjson.dumps(limit(environ))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
