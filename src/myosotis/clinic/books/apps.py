from django.apps import AppConfig


class Books(AppConfig):
    name = "myosotis.clinic.books"
    label = "books"
