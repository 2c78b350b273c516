"""Keeping and forgetting."""

from django.urls import path

from myosotis.clinic.keeping import log_views, views

urlpatterns = [
    path("clients/<uuid:client_id>/leaving/", views.leaving, name="leaving"),
    path("clients/<uuid:client_id>/erase/", views.erase, name="erase_client"),
    path("clients/<uuid:client_id>/consent/", views.consent, name="consent"),
    path("clients/<uuid:client_id>/log/", log_views.client_log, name="client_log"),
    path("clients/<uuid:client_id>/changes/", log_views.client_versions, name="client_versions"),
    path("settings/log/", log_views.clinic_log, name="clinic_log"),
    path("settings/due/", views.due, name="erasures_due"),
]
