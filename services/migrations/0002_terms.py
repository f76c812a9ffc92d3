"""The terms to start from: target groups, service fields, and from what size on a service counts."""

from django.db import migrations

# Those that the study finds left out are the special ones.
GROUPS = [
    ("CHILD", "儿童", False),
    ("YOUTH", "青少年", False),
    ("ELDER", "老年人", False),
    ("DISABLED", "残疾人", True),
    ("DIBAO", "低保对象", True),
    ("LOST_ONLY_CHILD", "失独（计生特殊）家庭", True),
    ("DIBAO_MARGIN", "低保边缘家庭", False),
    ("TEKUN", "特困人员", False),
    ("HARDSHIP", "刚性支出困难家庭", False),
    ("CHILD_IN_DIFFICULTY", "困境儿童", False),
    ("LEFT_BEHIND_CHILD", "农村留守儿童", False),
    ("ORPHAN", "孤儿", False),
    ("UNCARED_CHILD", "事实无人抚养儿童", False),
    ("LEFT_BEHIND_ELDER", "留守老人", False),
    ("CHILDLESS_ELDER", "孤寡老人", False),
    ("ELDER_ALONE", "独居老人", False),
    ("EMPTY_NEST", "空巢老人", False),
    ("DEPENDENT_ELDER", "失能老人", False),
    ("SEVERELY_DISABLED", "特殊困难重度残疾人", False),
    ("WOMAN", "妇女", False),
    ("LEFT_BEHIND_WOMAN", "留守妇女", False),
    ("SINGLE_MOTHER", "单身特困母亲", False),
    ("MENTAL_ILLNESS", "精神障碍患者", False),
    ("VAGRANT", "流浪乞讨人员", False),
    ("VETERAN", "优抚对象和退役军人", False),
    ("CORRECTION", "社区矫正对象", False),
    ("DRUG_RECOVERY", "戒毒康复人员", False),
    ("RESIDENT", "其他居民", False),
]
# The ministry's five, then those of Jinan's stations that are not among them.
FIELDS = [
    ("SOCIAL_ASSISTANCE", "社会救助"),
    ("ELDER_CARE", "养老服务"),
    ("CHILD_WELFARE", "儿童福利"),
    ("COMMUNITY_GOVERNANCE", "社区治理"),
    ("SOCIAL_AFFAIRS", "社会事务"),
    ("POLICY_ADVICE", "政策咨询"),
    ("COMFORT", "精神慰藉"),
    ("ABILITY", "能力提升"),
    ("SUPPORT", "社会支持"),
    ("CRISIS", "危机干预"),
    ("RIGHTS", "权益维护"),
    ("INCLUSION", "社会融入"),
    ("PARTICIPATION", "社区参与"),
    ("CULTURE_HEALTH", "文化健康"),
    ("ENVIRONMENT", "环境改善"),
    ("OTHER", "其他"),
]
# Method, sessions, persons: as the contract of a relief project in Xuchang asks for them.
MINIMUMS = [("case", 5, 1), ("group", 4, 5), ("community", 1, 8)]
SOURCE = "许昌市社会救助项目合同"


def add_terms(apps, schema_editor):
    TargetGroup = apps.get_model("services", "TargetGroup")
    ServiceField = apps.get_model("services", "ServiceField")
    ServiceMinimum = apps.get_model("services", "ServiceMinimum")
    TargetGroup.objects.bulk_create(
        TargetGroup(code=code, name=name, is_special=is_special, order=order)
        for order, (code, name, is_special) in enumerate(GROUPS, start=1)
    )
    ServiceField.objects.bulk_create(
        ServiceField(code=code, name=name, order=order) for order, (code, name) in enumerate(FIELDS, start=1)
    )
    ServiceMinimum.objects.bulk_create(
        ServiceMinimum(method=method, min_sessions=sessions, min_persons=persons, note=SOURCE)
        for method, sessions, persons in MINIMUMS
    )


def remove_terms(apps, schema_editor):
    apps.get_model("services", "TargetGroup").objects.all().delete()
    apps.get_model("services", "ServiceField").objects.all().delete()
    apps.get_model("services", "ServiceMinimum").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [migrations.RunPython(add_terms, remove_terms)]
