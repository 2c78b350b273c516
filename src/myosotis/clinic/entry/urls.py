"""Signing in and out. The library knows its pages by the names it gave them."""

from django.urls import path

from myosotis.clinic.entry import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("login/", views.Login.as_view(), name="account_login"),
    path("login/code/", views.Code.as_view(), name="mfa_authenticate"),
    path("login/again/", views.Again.as_view(), name="account_reauthenticate"),
    path("login/again/code/", views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("login/again/passkey/", views.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("logout/", views.leave, name="logout"),
    path("me/", views.me, name="mfa_index"),
    path("me/devices/end/", views.end_others, name="end_devices"),
    path("me/phone/", views.NewPhone.as_view(), name="mfa_activate_totp"),
    path("me/phone/remove/", views.RemovePhone.as_view(), name="mfa_deactivate_totp"),
    path("me/passkeys/new/", views.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("me/codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("me/codes/new/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]
