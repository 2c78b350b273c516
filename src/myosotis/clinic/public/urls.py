"""The addresses that anyone may open."""

from django.urls import path

from myosotis.clinic.public import views

urlpatterns = [
    path("check/", views.check, name="selfcheck"),
    path("check/<int:number>/", views.step, name="selfcheck_step"),
    path("check/answer/", views.answer, name="selfcheck_answer"),
    path("knowledge/", views.knowledge, name="knowledge"),
    path("knowledge/<slug:slug>/", views.knowledge_page, name="knowledge_page"),
]
