"""The endpoints of certificates and registrations."""

from exchange.api.views import ListCreateViewSet
from personnel.api.serializers.certificate import CertificateSerializer, RegistrationSerializer
from personnel.filters.certificate import CertificateFilterSet, RegistrationFilterSet
from personnel.models import Certificate, Registration
from personnel.resources.certificate import CertificateResource, RegistrationResource


class CertificateViewSet(ListCreateViewSet):
    """Certificates of the people in scope, with their clocks today."""

    model = Certificate
    queryset = Certificate.objects.none()
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilterSet
    resource = CertificateResource()


class RegistrationViewSet(ListCreateViewSet):
    """Registrations of the certificates in scope."""

    model = Registration
    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilterSet
    resource = RegistrationResource()
