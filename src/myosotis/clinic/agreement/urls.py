"""The agreement's addresses, for the therapist and for the client's own link."""

from django.urls import path

from myosotis.clinic.agreement import views

urlpatterns = [
    path("treatments/<uuid:treatment_id>/agreement/", views.for_therapist, name="agreement"),
    path("treatments/<uuid:treatment_id>/agreement/pdf/", views.paper, name="agreement_paper"),
    path("treatments/<uuid:treatment_id>/agreement/calendar/", views.calendar, name="agreement_calendar"),
    path("complaints/<uuid:complaint_id>/agreement/", views.before, name="agree_before"),
    path("complaints/<uuid:complaint_id>/agreement/pdf/", views.paper_before, name="agreed_before_paper"),
    path("agreement/", views.for_client, name="my_agreement"),
    path("agreement/pdf/", views.my_paper, name="my_agreement_paper"),
    path("agreement/calendar/", views.my_calendar, name="my_agreement_calendar"),
]
