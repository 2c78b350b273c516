"""Exercises: chosen by a therapist, done by a client."""

from django.urls import path

from myosotis.clinic.exercises import views

urlpatterns = [
    path("complaints/<uuid:complaint_id>/exercises/", views.exercises, name="exercises"),
    path("exercises/<uuid:exercise_id>/end/", views.end, name="end_exercise"),
    path("exercises/done/<uuid:done_id>/seen/", views.see_worse, name="see_worse"),
    path("my/exercises/", views.mine, name="my_exercises"),
]
