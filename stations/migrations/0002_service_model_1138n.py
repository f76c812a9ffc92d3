"""The service model of 河东街道: 1 platform, 1 brand project, 3 core projects, 8 community rooms, N electives."""

from django.db import migrations

CODE = "1138N"
COMPONENTS = [
    ("PLATFORM", "综合服务平台", 1, False),
    ("TALENT_BRAND", "人才培养品牌项目", 1, False),
    ("CORE_PROJECT", "孵化培育核心项目", 3, False),
    ("COMMUNITY_ROOM", "社区社工室", 8, True),
    ("ELECTIVE_PROJECT", "自选服务项目", None, False),
]


def add_model(apps, schema_editor):
    ServiceModel = apps.get_model("stations", "ServiceModel")
    Component = apps.get_model("stations", "Component")
    model = ServiceModel.objects.create(code=CODE, name="1138N 服务模式")
    Component.objects.bulk_create(
        Component(
            service_model=model,
            order=order,
            code=code,
            name=name,
            required=required,
            needs_community=needs_community,
        )
        for order, (code, name, required, needs_community) in enumerate(COMPONENTS, start=1)
    )


def remove_model(apps, schema_editor):
    apps.get_model("stations", "ServiceModel").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("stations", "0001_initial")]

    operations = [migrations.RunPython(add_model, remove_model)]
