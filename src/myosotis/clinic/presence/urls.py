"""The clinic's settings, and where a therapist is told that something waits."""

from django.urls import path

from myosotis.clinic.presence import views

urlpatterns = [
    path("settings/", views.clinic_settings, name="clinic_settings"),
    path("settings/absences/<uuid:absence_id>/end/", views.end_absence, name="end_absence"),
    path("clients/<uuid:client_id>/pause/", views.pause, name="pause_client"),
    path("clients/<uuid:client_id>/pause/end/", views.pause_over, name="end_pause"),
    path("me/alert/", views.alert_address, name="alert_address"),
]
