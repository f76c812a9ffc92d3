"""Indicators in other formats than JSON: a table (CSV), and a data message (SDMX)."""

import csv
import io
import json

from django.utils import timezone
from django.utils.translation import get_language
from rest_framework.renderers import BaseRenderer

from core.exports import BOM, defused
from core.renderers import JSONRenderer

HEADINGS = ["indicator", "label", "unit", "region", "on", "value", "formula", "rows"]
SDMX_TYPE = "application/vnd.sdmx.data+json"
SDMX_SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/"
    "sdmx-json-data-schema.json"
)
SENDER = "HENGSHUI_PORTAL"


def observations(answer: dict) -> list[dict]:
    """Each value of an answer with its indicator, region and day: of one indicator also those below."""
    place = {"region": answer["region"], "on": answer["on"]}
    if "indicators" in answer:
        return [figure | place for figure in answer["indicators"]]
    children = [child for child in answer["children"] if child["region"]]
    return [answer] + [
        answer | {"region": child["region"], "value": child["value"], "rows": ""} for child in children
    ]


class TableRenderer(BaseRenderer):
    """A line for each value; what is not known is empty."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if is_refusal(renderer_context):
            return JSONRenderer().render(data)
        lines = io.StringIO()
        writer = csv.writer(lines)
        writer.writerow(HEADINGS)
        for one in observations(data):
            cells = [one["code"], *(one[name] for name in HEADINGS[1:])]
            writer.writerow([defused(cell) for cell in cells])
        return (BOM + lines.getvalue()).encode()


class SdmxRenderer(BaseRenderer):
    """An SDMX-JSON 2.0 data message: indicator, region and day are its dimensions."""

    media_type = SDMX_TYPE
    format = "sdmx-json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if is_refusal(renderer_context):
            return JSONRenderer().render(data)
        return json.dumps(message(observations(data)), ensure_ascii=False).encode()


def is_refusal(context) -> bool:
    """Whether a problem is to be told, which has a format of its own."""
    return (context or {})["response"].exception


def message(rows: list[dict]) -> dict:
    """The data message of the values."""
    indicators = {row["code"]: row["label"] for row in rows}
    regions = {row["region"]: row["region"] for row in rows}
    days = {str(row["on"]): str(row["on"]) for row in rows}
    units = {row["unit"]: row["unit"] for row in rows}
    place = [list(values) for values in (indicators, regions, days)]
    observed = {
        ":".join(
            str(values.index(value))
            for values, value in zip(place, (row["code"], row["region"], str(row["on"])), strict=True)
        ): [row["value"], list(units).index(row["unit"])]
        for row in rows
    }
    return {
        "meta": {
            "schema": SDMX_SCHEMA,
            "id": f"{SENDER}_INDICATORS",
            "prepared": timezone.now().isoformat(timespec="seconds"),
            "test": False,
            "contentLanguages": [get_language()],
            "sender": {"id": SENDER},
        },
        "data": {
            "structures": [
                {
                    "dataSets": [0],
                    "dimensions": {
                        "observation": [
                            component("INDICATOR", indicators, 0),
                            component("REF_AREA", regions, 1),
                            component("TIME_PERIOD", days, 2),
                        ]
                    },
                    "measures": {"observation": [{"id": "OBS_VALUE", "name": "OBS_VALUE"}]},
                    "attributes": {"observation": [component("UNIT_MEASURE", units)]},
                }
            ],
            "dataSets": [{"structure": 0, "action": "Information", "observations": observed}],
        },
    }


def component(name: str, values: dict, position: int | None = None) -> dict:
    """A dimension or an attribute with the values that occur."""
    described = {
        "id": name,
        "name": name,
        "values": [{"id": key, "name": label} for key, label in values.items()],
    }
    return described if position is None else described | {"keyPosition": position}
