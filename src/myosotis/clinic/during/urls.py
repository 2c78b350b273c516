"""The buttons, and the therapist's page that hands them over."""

from django.urls import path

from myosotis.clinic.during import views

urlpatterns = [
    path("during/<str:token>/", views.buttons, name="during"),
    path("complaints/<uuid:complaint_id>/during/", views.hand_over, name="hand_over_buttons"),
]
