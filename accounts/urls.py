"""Signing in and looking after one's own account; allauth's views, only those that are wanted."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts.views import account, deputy

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("two-factor/", include("allauth.mfa.urls")),
    path("filters/save/", account.savedfilter_save, name="savedfilter-save"),
    path("filters/remove/", account.savedfilter_remove, name="savedfilter-remove"),
    path("deputies/", deputy.DeputyListView.as_view(), name="account-deputies"),
    path("deputies/new/", deputy.DeputyAddView.as_view(), name="deputy-create"),
    path("deputies/<code:code>/", deputy.DeputyDetailView.as_view(), name="deputy-detail"),
    path("deputies/<code:code>/end/", deputy.DeputyEndView.as_view(), name="deputy-end"),
    path("sign-ins/", account.SignInsView.as_view(), name="account-sign-ins"),
    path("sign-ins/end/", account.sessions_end, name="account-sessions-end"),
    path("me/", account.AccountView.as_view(), name="account-me"),
]
