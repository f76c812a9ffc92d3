"""Addresses of oversight: checks, findings, unusual patterns."""

from django.urls import path

from oversight import finding_views as findings
from oversight import inspection_views as inspections
from oversight import pattern_views as patterns

app_name = "oversight"

urlpatterns = [
    path("", patterns.OversightView.as_view(), name="overview"),
    path("checks/", inspections.InspectionListView.as_view(), name="inspection-list"),
    path("checks/new/", inspections.InspectionAddView.as_view(), name="inspection-create"),
    path("checks/<str:code>/", inspections.InspectionDetailView.as_view(), name="inspection-detail"),
    path("checks/<str:code>/edit/", inspections.InspectionEditView.as_view(), name="inspection-edit"),
    path("checks/<str:code>/begin/", inspections.StartView.as_view(), name="inspection-start"),
    path("checks/<str:code>/conclude/", inspections.ConcludeView.as_view(), name="inspection-conclude"),
    path("findings/", findings.FindingListView.as_view(), name="finding-list"),
    path("findings/new/", findings.FindingAddView.as_view(), name="finding-create"),
    path("findings/<str:code>/", findings.FindingDetailView.as_view(), name="finding-detail"),
    path("findings/<str:code>/edit/", findings.FindingEditView.as_view(), name="finding-edit"),
    path("findings/<str:code>/rectify/", findings.RectifyView.as_view(), name="finding-rectify"),
    path("findings/<str:code>/verify/", findings.VerifyView.as_view(), name="finding-verify"),
    path("findings/<str:code>/return/", findings.ReturnView.as_view(), name="finding-return"),
    path("files/<uuid:code>/", findings.rectification_file, name="rectification-file"),
    path("files/<uuid:code>/thumbnail/", findings.rectification_thumbnail, name="rectification-thumbnail"),
    path("rules/", patterns.RuleListView.as_view(), name="rule-list"),
    path("rules/<str:code>/edit/", patterns.RuleEditView.as_view(), name="rule-edit"),
    path("patterns/<str:pattern>/", patterns.PatternView.as_view(), name="pattern"),
    path("patterns/<str:pattern>/<str:fingerprint>/fine/", patterns.FineView.as_view(), name="pattern-fine"),
    path(
        "patterns/<str:pattern>/<str:fingerprint>/withdraw/",
        patterns.WithdrawView.as_view(),
        name="judgement-withdraw",
    ),
    path(
        "patterns/<str:pattern>/<str:fingerprint>/finding/",
        patterns.ToFindingView.as_view(),
        name="pattern-finding",
    ),
]
