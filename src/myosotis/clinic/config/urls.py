"""Every address of the clinic."""

from django.urls import include, path
from django.views.i18n import set_language

from myosotis.clinic.books import views as books
from myosotis.clinic.checkin import gate
from myosotis.clinic.checkin import views as checkin
from myosotis.clinic.components import views as components
from myosotis.clinic.maps import views as maps
from myosotis.clinic.notices import views as notices
from myosotis.clinic.people import colleague_views
from myosotis.clinic.people import views as people
from myosotis.clinic.plans import views as plans
from myosotis.clinic.worklist import views as worklist
from myosotis.clinic.worklist.correct import correct
from myosotis.clinic.worklist.seen import acknowledge

urlpatterns = [
    path("", people.welcome, name="welcome"),
    path("language/", set_language, name="set_language"),
    path("robots.txt", checkin.robots, name="robots"),
    path("", include("myosotis.clinic.entry.urls")),
    path("purpose/", people.purpose, name="purpose"),
    path("", include("myosotis.clinic.public.urls")),
    path("", include("myosotis.clinic.agreement.urls")),
    path("", include("myosotis.clinic.mine.urls")),
    path("", include("myosotis.clinic.before.urls")),
    path("", include("myosotis.clinic.during.urls")),
    path("", include("myosotis.clinic.presence.urls")),
    path("", include("myosotis.clinic.letters.urls")),
    path("", include("myosotis.clinic.keeping.urls")),
    path("", include("myosotis.clinic.numbers.urls")),
    path("", include("myosotis.clinic.exercises.urls")),
    path("", include("myosotis.clinic.offline.urls")),
    path("first-owner/<str:token>/", people.first_owner, name="first_owner"),
    path("settings/people/", colleague_views.colleagues, name="colleagues"),
    path("settings/people/<int:therapist_id>/", colleague_views.colleague, name="colleague"),
    path("enter/<str:token>/", colleague_views.enters, name="colleague_enters"),
    # The therapist's day
    path("worklist/", worklist.worklist, name="worklist"),
    path("worklist/seen/", worklist.acknowledge_calm, name="acknowledge_calm"),
    path("clients/", worklist.clients, name="clients"),
    path("clients/new/", worklist.register, name="register"),
    path("clients/<uuid:client_id>/", worklist.client, name="client"),
    path("clients/<uuid:client_id>/correct/", correct, name="correct_client"),
    path("clients/<uuid:client_id>/complaints/new/", worklist.add_complaint, name="add_complaint"),
    path("complaints/<uuid:complaint_id>/treatments/new/", worklist.treat, name="treat"),
    path("complaints/<uuid:complaint_id>/plan/", plans.plan, name="plan"),
    path("complaints/<uuid:complaint_id>/review/", plans.review, name="review"),
    path("complaints/<uuid:complaint_id>/elsewhere/", plans.elsewhere, name="elsewhere"),
    path("elsewhere/<uuid:elsewhere_id>/take-back/", plans.take_back_elsewhere, name="take_back_elsewhere"),
    path("treatments/<uuid:treatment_id>/link/", worklist.treatment_link, name="treatment_link"),
    path("treatments/<uuid:treatment_id>/silence/", worklist.follow_up, name="follow_up"),
    path("assessments/<uuid:assessment_id>/acknowledge/", acknowledge, name="acknowledge"),
    path("treatments/<uuid:treatment_id>/map/", maps.treatment_map, name="treatment_map"),
    path("treatments/<uuid:treatment_id>/map.pdf", maps.treatment_map_pdf, name="treatment_map_pdf"),
    path("treatments/<uuid:treatment_id>/treatment.json", maps.treatment_export, name="treatment_export"),
    path("limits/", books.limits, name="limits"),
    path("outbox/", notices.outbox, name="outbox"),
    path("components/", components.gallery, name="gallery"),
    # The client's phone: the token stands only in the first address
    path("c/<str:token>/", checkin.opening, name="checkin"),
    path("checkin/", checkin.you, name="checkin_you"),
    path("checkin/birthday/", gate.birthday, name="checkin_birthday"),
    path("checkin/danger/", checkin.danger, name="checkin_danger"),
    path("checkin/contact/", checkin.contact, name="checkin_contact"),
    path("checkin/correct/", checkin.correct, name="checkin_correct"),
    path("checkin/not-me/", checkin.not_me, name="checkin_not_me"),
    path("checkin/answer/", checkin.answer, name="checkin_answer"),
    path("checkin/again/", checkin.again, name="checkin_again"),
    path("checkin/<slug:name>/", checkin.step, name="checkin_step"),
]

handler400 = "myosotis.clinic.config.errors.bad_request"
handler403 = "myosotis.clinic.config.errors.forbidden"
handler404 = "myosotis.clinic.config.errors.not_found"
handler500 = "myosotis.clinic.config.errors.server_error"
