"""The way in for a web server: `gunicorn myosotis.clinic.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myosotis.clinic.config.settings")
application = get_wsgi_application()
