"""Addresses of the own account."""

from django.urls import path

from community.people.accounts import language_views, views
from community.people.accounts.address_views import take_back_address
from community.people.accounts.factor_views import mfa_activate_totp, mfa_add_webauthn

urlpatterns = [
    path("konto/", views.account_overview, name="account_overview"),
    path("konto/profil/", views.edit_profile, name="edit_profile"),
    path("konto/darstellung/", views.choose_presentation, name="choose_presentation"),
    path("konto/adresse-zurueck/<str:token>/", take_back_address, name="take_back_address"),
    path("konto/2fa/totp/activate/", mfa_activate_totp, name="mfa_activate_totp"),
    path("konto/2fa/webauthn/add/", mfa_add_webauthn, name="mfa_add_webauthn"),
    path("sprache/", language_views.choose_language, name="choose_language"),
]
