"""Keeping and forgetting."""

from django.urls import path

from myosotis.clinic.keeping import views

urlpatterns = [
    path("clients/<uuid:client_id>/leaving/", views.leaving, name="leaving"),
    path("clients/<uuid:client_id>/consent/", views.consent, name="consent"),
    path("settings/due/", views.due, name="erasures_due"),
]
