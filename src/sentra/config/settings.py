"""The one settings file. What differs between machines comes from `environment.py`."""

from csp.constants import NONE, SELF

from sentra.config.environment import (
    ROOT,
    Dsn,
    database_url,
    kept_secret,
    state_folder,
    variable,
    whole_number,
)

SOURCE = ROOT / "src" / "sentra"
STATE = state_folder()
SECRET_KEY = kept_secret("SENTRA_SECRET_KEY")
NIK_KEY = kept_secret("SENTRA_NIK_KEY")
ORIGIN_KEY = kept_secret("SENTRA_ORIGIN_KEY")
DEBUG = variable("SENTRA_DEBUG") == "1"
HTTPS = variable("SENTRA_HTTPS") == "1"
PROXIES = whole_number("SENTRA_PROXIES")
ALLOWED_HOSTS = [host for host in variable("SENTRA_HOSTS").split(",") if host] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "template_partials",
    "django_htmx",
    "csp",
    "sentra.kernel",
    "sentra.people",
    "sentra.crafts",
    "sentra.ledger",
    "sentra.stock",
    "sentra.cooperative",
    "sentra.orders",
    "sentra.payments",
    "sentra.production",
    "sentra.quality",
    "sentra.trade",
    "sentra.capital",
    "sentra.origin",
    "sentra.showroom",
    "sentra.market",
    "sentra.web",
    "sentra.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sentra.web.squeezing.SqueezeMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sentra.web.actors.ActorMiddleware",
]

ROOT_URLCONF = "sentra.config.urls"
WSGI_APPLICATION = "sentra.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sentra.web.context.surroundings",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

_database = Dsn.parse(database_url())
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.name,
        "USER": _database.user,
        "PASSWORD": _database.password,
        "HOST": _database.host,
        "PORT": _database.port,
        # @page and @operation open their own transactions: middleware, lazy rendering and
        # streaming run outside ATOMIC_REQUESTS, where the tenant's scope would be missing.
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 10, "timeout": 20}},
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # bigint identity

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sentra.web.login.adapter.InvitedOnly"
ACCOUNT_FORMS = {
    "login": "sentra.web.login.account_forms.SignIn",
    "change_password": "sentra.web.login.account_forms.ChangePassword",
    "set_password": "sentra.web.login.account_forms.SetPassword",
    "reset_password_from_key": "sentra.web.login.account_forms.FirstPassword",
}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # that link is only the first password of an invited person
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # rate limits hold across processes
        "LOCATION": "kernel_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond it entries go early, and with them what they counted
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = False  # a number/year is no amount; money and counts have their own filters

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STATICFILES_DIRS: list[str] = []
MEDIA_ROOT = STATE / "media"  # public pictures
MEDIA_URL = "/media/"
PRIVATE_ROOT = STATE / "private"  # served only through a view that checks who asks
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 14 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sentra.web.errors.csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PROCRASTINATE_IMPORT_PATHS = [
    "sentra.kernel.jobs",
    "sentra.crafts.jobs",
    "sentra.cooperative.jobs",
    "sentra.orders.jobs",
    "sentra.production.jobs",
    "sentra.showroom.jobs",
    "sentra.capital.aid.jobs",
]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "filters": {
        "no_cards": {"()": "sentra.web.login.masking.NoCards"},
        "one_line": {"()": "sentra.web.login.masking.OneLine"},
    },
    "loggers": {
        "django.request": {"filters": ["no_cards", "one_line"]},
        "django.security.csrf": {"filters": ["no_cards"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
