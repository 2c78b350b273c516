"""Without a network: the page, the worker that keeps it, and where what was written is sent."""

from django.urls import path

from myosotis.clinic.offline import views

urlpatterns = [
    path("offline/<slug:language>/", views.page, name="offline"),
    path("offline-worker-<slug:language>.js", views.worker, name="offline_worker"),
    path("c/<str:token>/later/", views.receive, name="offline_receive"),
]
