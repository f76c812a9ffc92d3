"""Endpoints of this floor."""

from personnel.api.views import (
    CertificateViewSet,
    PositionViewSet,
    PostingViewSet,
    RegistrationViewSet,
    SocialWorkerViewSet,
)

routes = [
    ("workers", SocialWorkerViewSet),
    ("certificates", CertificateViewSet),
    ("registrations", RegistrationViewSet),
    ("postings", PostingViewSet),
    ("positions", PositionViewSet),
]
