from importlib import import_module

import pytest
from django.apps import apps

from stations.models import ServiceModel
from stations.rules.notation import write_notation
from tests.stations.factories import make_service_model

VECTORS = [("1138N", [1, 1, 3, 8, None]), ("1+14+N", [1, 14, None]), ("5", [5])]


@pytest.mark.parametrize(("text", "required"), VECTORS)
def test_required_numbers_are_written_in_short(text, required):
    assert write_notation(required) == text


def test_the_migration_brings_the_model_of_hedong(db):
    ServiceModel.objects.filter(code="1138N").delete()
    import_module("stations.migrations.0001_tables").add_service_model(apps, None)

    model = ServiceModel.objects.get(code="1138N")
    assert model.notation == "1138N"
    parts = [(part.code, part.name, part.required, part.needs_community) for part in model.components.all()]
    assert parts == [
        ("PLATFORM", "综合服务平台", 1, False),
        ("TALENT_BRAND", "人才培养品牌项目", 1, False),
        ("CORE_PROJECT", "孵化培育核心项目", 3, False),
        ("COMMUNITY_ROOM", "社区社工室", 8, True),
        ("ELECTIVE_PROJECT", "自选服务项目", None, False),
    ]


def test_a_model_with_larger_numbers_is_written_with_plus_signs(db):
    model = make_service_model("GD", [("BASE", "基地", 1), ("POINT", "服务点", 14), ("MORE", "其他", None)])
    assert model.notation == "1+14+N"
