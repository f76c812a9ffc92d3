"""Endpoints of this floor."""

from services.api import views

routes = [
    ("target-groups", views.TargetGroupViewSet),
    ("service-fields", views.ServiceFieldViewSet),
    ("needs", views.NeedViewSet),
    ("service-plans", views.ServicePlanViewSet),
    ("plan-items", views.PlanItemViewSet),
    ("service-records", views.ServiceRecordViewSet),
    ("service-cases", views.ServiceCaseViewSet),
    ("service-groups", views.ServiceGroupViewSet),
    ("service-minimums", views.ServiceMinimumViewSet),
]
