"""The portal as a WSGI application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

# Uploaded files and the embedded database are for nobody else on the machine.
os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengshui_portal.settings")

application = get_wsgi_application()
