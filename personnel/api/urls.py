"""Endpoints of this floor."""

from personnel.api.views import (
    CertificateViewSet,
    PostingViewSet,
    RegistrationViewSet,
    SocialWorkerViewSet,
)

routes = [
    ("workers", SocialWorkerViewSet),
    ("certificates", CertificateViewSet),
    ("registrations", RegistrationViewSet),
    ("postings", PostingViewSet),
]
