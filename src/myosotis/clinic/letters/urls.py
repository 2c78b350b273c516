"""Letters and files."""

from django.urls import path

from myosotis.clinic.letters import views

urlpatterns = [
    path("complaints/<uuid:complaint_id>/letter.pdf", views.doctor, name="doctor_letter"),
    path("complaints/<uuid:complaint_id>/summary.pdf", views.summary, name="visit_summary"),
    path("treatments/<uuid:treatment_id>/incident.pdf", views.incident, name="incident_report"),
    path("clients/<uuid:client_id>/file.json", views.client_file, name="client_file"),
    path("clients/<uuid:client_id>/file.pdf", views.client_paper, name="client_paper"),
    path("settings/clinic.zip", views.clinic_file, name="clinic_file"),
]
