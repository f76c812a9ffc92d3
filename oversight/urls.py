"""Addresses of oversight: checks, findings, unusual patterns."""

from django.urls import path

from oversight.views import draw, finding, inspection, pattern, pattern_rule

app_name = "oversight"

urlpatterns = [
    path("", pattern.OversightView.as_view(), name="overview"),
    path("checks/", inspection.InspectionListView.as_view(), name="inspection-list"),
    path("checks/new/", inspection.InspectionAddView.as_view(), name="inspection-create"),
    path("checks/<code:code>/", inspection.InspectionDetailView.as_view(), name="inspection-detail"),
    path("checks/<code:code>/edit/", inspection.InspectionEditView.as_view(), name="inspection-edit"),
    path("checks/<code:code>/begin/", inspection.StartView.as_view(), name="inspection-start"),
    path("checks/<code:code>/conclude/", inspection.ConcludeView.as_view(), name="inspection-conclude"),
    path("draws/", draw.DrawListView.as_view(), name="draw-list"),
    path("draws/new/", draw.DrawAddView.as_view(), name="draw-create"),
    path("draws/<code:code>/", draw.DrawDetailView.as_view(), name="draw-detail"),
    path("draws/<code:code>/close/", draw.CloseView.as_view(), name="draw-close"),
    path("draws/<code:code>/<code:item>/visit/", draw.VisitView.as_view(), name="draw-visit"),
    path("findings/", finding.FindingListView.as_view(), name="finding-list"),
    path("findings/new/", finding.FindingAddView.as_view(), name="finding-create"),
    path("findings/<code:code>/", finding.FindingDetailView.as_view(), name="finding-detail"),
    path("findings/<code:code>/edit/", finding.FindingEditView.as_view(), name="finding-edit"),
    path("findings/<code:code>/rectify/", finding.RectifyView.as_view(), name="finding-rectify"),
    path("findings/<code:code>/verify/", finding.VerifyView.as_view(), name="finding-verify"),
    path("findings/<code:code>/return/", finding.ReturnView.as_view(), name="finding-return"),
    path("files/<uuid:code>/", finding.rectification_file, name="rectification-file"),
    path("files/<uuid:code>/thumbnail/", finding.rectification_thumbnail, name="rectification-thumbnail"),
    path("rules/", pattern_rule.RuleListView.as_view(), name="rule-list"),
    path("rules/<code:code>/edit/", pattern_rule.RuleEditView.as_view(), name="rule-edit"),
    path("patterns/<str:pattern>/", pattern.PatternView.as_view(), name="pattern"),
    path("patterns/<str:pattern>/<str:fingerprint>/fine/", pattern.FineView.as_view(), name="pattern-fine"),
    path(
        "patterns/<str:pattern>/<str:fingerprint>/withdraw/",
        pattern.WithdrawView.as_view(),
        name="judgement-withdraw",
    ),
    path(
        "patterns/<str:pattern>/<str:fingerprint>/finding/",
        pattern.ToFindingView.as_view(),
        name="pattern-finding",
    ),
]
