"""The admin, for municipal administrators: signed in through the portal's own page."""

from allauth.account.decorators import secure_admin_login
from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

# Alpine, which the admin's theme is built on, evaluates expressions and sets inline styles.
THEME_NEEDS = {
    "script-src": [UNSAFE_EVAL, UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
}


class PortalAdminSite(UnfoldAdminSite):
    """Django's admin with a content security policy its theme can live with."""

    index_title = _("Administration")

    def admin_view(self, view, cacheable=False):
        return csp_update(THEME_NEEDS)(super().admin_view(view, cacheable))

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context=extra_context)
