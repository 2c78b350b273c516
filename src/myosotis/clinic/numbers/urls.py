"""The clinic's own numbers."""

from django.urls import path

from myosotis.clinic.numbers import views

urlpatterns = [path("numbers/", views.own_numbers, name="own_numbers")]
