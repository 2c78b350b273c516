"""Her own history: asked for, opened once, read, taken along, and her no."""

from django.urls import path

from myosotis.clinic.mine import views

urlpatterns = [
    path("my/", views.courses, name="my_courses"),
    path("my/link/", views.ask_for_link, name="my_link"),
    path("my/in/<str:token>/", views.way_in, name="my_way_in"),
    path("my/courses.pdf", views.paper, name="my_courses_paper"),
    path("my/courses.json", views.file, name="my_courses_file"),
    path("my/withdraw/", views.withdraw_consent, name="my_withdraw"),
    path("my/leave/", views.leave, name="my_leave"),
    path("clients/<uuid:client_id>/login-link/", views.hand_over, name="hand_over_login_link"),
]
