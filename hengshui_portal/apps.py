from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin with the portal's own site."""

    default_site = "hengshui_portal.admin_site.PortalAdminSite"
