"""A page that holds the body map and nothing else, with the clinic's own frame; what is sent comes back as JSON."""

import json

from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils.translation import get_language

from myosotis.clinic.config import urls as clinic
from myosotis.drawing.body_picker import picker, read_marks
from myosotis.knowledge.load import load_book

PAGE = """{% extends "base.html" %}{% load static %}{% block title %}Body map{% endblock %}
{% block head %}<link rel="stylesheet" href="{% static 'myosotis/bodymap.css' %}"><script src="{% static 'myosotis/bodymap.js' %}" defer></script>{% endblock %}
{% block body_class %}{{ frame }}{% endblock %}
{% block main %}<h1>Body map</h1><form method="post">{% csrf_token %}{% for map in maps %}{% include "components/bodymap.html" %}{% endfor %}
<p class="actions"><button class="button">OK</button></p></form>{% endblock %}"""

ANSWER = """{% extends "base.html" %}{% block main %}<pre id="answer">{{ answer }}</pre>{% endblock %}"""


def body_map(request):
    book = load_book()
    if request.method == "POST":
        marked = read_marks(request.POST, kinds=book.words("qualities").keys())
        answer = {
            "zones": marked.zones,
            "pain_at": marked.pain_at,
            "kind_at": marked.kind_at,
            "refused": marked.refused,
            "side_confirmed": request.POST.get("zones.side_confirmed"),
            "treated": request.POST.getlist("treated"),
        }
        return page(request, ANSWER, {"answer": json.dumps(answer)})
    language = get_language()
    given = request.GET
    maps = [
        picker(
            book,
            language,
            original=given.getlist("original"),
            last=given.getlist("last"),
            chosen=given.getlist("chosen"),
        )
    ]
    maps += [picker(book, language, role=role, field_name=role) for role in given.getlist("also")]
    return page(request, PAGE, {"maps": maps, "frame": given.get("frame", "phone")})


def page(request, text, context):
    return HttpResponse(engines["django"].from_string(text).render(context, request))


urlpatterns = [*clinic.urlpatterns, path("map/", body_map)]
handler404 = clinic.handler404
