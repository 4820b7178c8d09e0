"""What granian serves, once it is certain that the database role is a plain one."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sentra.config.settings")
application = get_wsgi_application()

from sentra.kernel.guard import refuse_powerful_role  # noqa: E402  # needs the settings

refuse_powerful_role()
connection.close()
