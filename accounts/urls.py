"""Signing in and looking after one's own account; allauth's views, only those that are wanted."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts import views

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("two-factor/", include("allauth.mfa.urls")),
    path("filters/save/", views.savedfilter_save, name="savedfilter-save"),
    path("filters/remove/", views.savedfilter_remove, name="savedfilter-remove"),
    path("sign-ins/", views.SignInsView.as_view(), name="account-sign-ins"),
    path("sign-ins/end/", views.sessions_end, name="account-sessions-end"),
    path("me/", views.AccountView.as_view(), name="account-me"),
]
