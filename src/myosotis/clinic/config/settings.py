"""Every setting of the clinic, driven by the environment. Safe by default; only the demo is marked as one.

DATABASE_URL            where the data lies; SQLite in MYOSOTIS_HOME when left out
MYOSOTIS_HOME           the folder for the database, the secret and collected static files
MYOSOTIS_SECRET_KEY     or the file `secret` in MYOSOTIS_HOME, which `myosotis serve` makes with mode 600
MYOSOTIS_HOSTS          names the clinic answers to, separated by commas
MYOSOTIS_ADDRESS        how clients reach the clinic, such as https://klinik.example
MYOSOTIS_DEMO           1 marks every page as a demo with invented people
MYOSOTIS_HTTP           1 when pages are served without TLS (demo and tests, on this machine only); cookies are then not `Secure`
MYOSOTIS_BEHIND_PROXY   1 when a proxy in front sets X-Forwarded-Proto and removes it from outside
MYOSOTIS_LOG_HEADS      the file in which the worker writes down how far the log had come; in MYOSOTIS_HOME when left out
"""

import os
from datetime import timedelta

from myosotis.clinic.config.places import database, home, secret

HOME = home()
# Only for working on the pages; `myosotis serve` refuses it.
DEBUG = os.environ.get("MYOSOTIS_DEBUG") == "1"
DEMO = os.environ.get("MYOSOTIS_DEMO") == "1"
PLAIN_HTTP = os.environ.get("MYOSOTIS_HTTP") == "1"
# How the clinic is reached from outside; links in messages begin with it.
PUBLIC_ADDRESS = os.environ.get("MYOSOTIS_ADDRESS", "http://localhost:8000").rstrip("/")
SECRET_KEY = secret(HOME)
ALLOWED_HOSTS = os.environ.get("MYOSOTIS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("*", "[::1]")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "simple_history",
    "myosotis.clinic.fence",
    "myosotis.clinic.people",
    "myosotis.clinic.entry",
    "myosotis.clinic.care",
    "myosotis.clinic.books",
    "myosotis.clinic.plans",
    "myosotis.clinic.notices",
    "myosotis.clinic.agreement",
    "myosotis.clinic.mine",
    "myosotis.clinic.before",
    "myosotis.clinic.during",
    "myosotis.clinic.presence",
    "myosotis.clinic.keeping",
    "myosotis.clinic.exercises",
    "myosotis.clinic.public",
    "myosotis.clinic.components",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything asks the database.
    "myosotis.clinic.fence.within.middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "myosotis.clinic.people.door.private_pages",
    "myosotis.clinic.people.door.open_door",
    "axes.middleware.AxesMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "myosotis.clinic.config.urls"
WSGI_APPLICATION = "myosotis.clinic.config.wsgi.application"
CLINIC = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [os.path.join(CLINIC, "templates")],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "myosotis.clinic.people.door.every_page",
            ],
        },
    }
]

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
ACCOUNT_ADAPTER = "myosotis.clinic.entry.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Of codes: ten wrong ones, and that phone's wait five minutes. Wrong passwords are counted below, by one way of counting.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_ADAPTER = "myosotis.clinic.entry.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "myosotis.clinic.entry.passkeys.NewPasskeyForm",
    "authenticate_webauthn": "myosotis.clinic.entry.passkeys.PasskeyForm",
    "reauthenticate_webauthn": "myosotis.clinic.entry.passkeys.PasskeyAgainForm",
}
# A passkey is bound to the name of the host; without TLS a browser makes one on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP
# Half a minute to either side: a phone's clock may be off.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Ten wrong passwords for one name from one address, and that pair waits; counted in the database, so by all servers.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "myosotis.clinic.entry.session.name_given"
AXES_LOCKOUT_TEMPLATE = "entry/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Codes that were used and tries that were made: in the database, so that all servers know.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "entry_cache"}}
# Versions are looked up by the row they belong to; an index on the day would only cost.
SIMPLE_HISTORY_DATE_INDEX = False
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "worklist"
LOGOUT_REDIRECT_URL = "welcome"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [os.path.join(CLINIC, "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "static/"
STATICFILES_DIRS = [os.path.join(CLINIC, "static")]
STATIC_ROOT = os.path.join(HOME, "static")
# `serve` and `demo` collect files once, hashed and compressed; tests read them where they lie.
COLLECTED = os.environ.get("MYOSOTIS_COLLECTED") == "1"
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Tells other hosts nothing, not even where one came from. `no-referrer` would tell them no less, but makes
# browsers send `Origin: null`, and then a form of our own looks like one from somewhere else.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
if os.environ.get("MYOSOTIS_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_NAME = "session" if PLAIN_HTTP else "__Host-session"
DEVICE_COOKIE_NAME = "device" if PLAIN_HTTP else "__Host-device"
SELFCHECK_COOKIE_NAME = "check" if PLAIN_HTTP else "__Host-check"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# Lax: a link in a text message must find the session that the press on it opened.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf" if PLAIN_HTTP else "__Host-csrf"
CSRF_FAILURE_VIEW = "myosotis.clinic.config.errors.no_csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
THERAPIST_IDLE_SECONDS = 30 * 60
THERAPIST_LONGEST_SECONDS = 12 * 60 * 60
# From the use of a login link.
MINE_OPEN_SECONDS = 30 * 60
CHECKIN_OPEN_SECONDS = 15 * 60

DATA_UPLOAD_MAX_MEMORY_SIZE = 200_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_tokens": {"()": "myosotis.clinic.config.unlogged.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "without_tokens"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
