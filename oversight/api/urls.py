"""Endpoints of this floor."""

from oversight.api import views

routes = [
    ("inspections", views.InspectionViewSet),
    ("findings", views.FindingViewSet),
    ("pattern-rules", views.PatternRuleViewSet),
    ("draws", views.DrawViewSet),
]
