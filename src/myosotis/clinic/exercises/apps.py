from django.apps import AppConfig


class ExercisesApp(AppConfig):
    name = "myosotis.clinic.exercises"
    label = "exercises"
