"""Before a treatment: the client's questions, and the therapist's way to them."""

from django.urls import path

from myosotis.clinic.before import views

urlpatterns = [
    path("before/in/<str:token>/", views.way_in, name="before_way_in"),
    path("before/done/", views.done, name="before_done"),
    path("before/<slug:name>/", views.step, name="before_step"),
    path("complaints/<uuid:complaint_id>/before/", views.ask_her, name="ask_before"),
]
