"""One settings file, driven by the environment; `.env` beside `manage.py` is read. docs/betrieb.md lists every name.

Without any setting the embedded default runs: SQLite and files under `var/`, one process, mail written to files.
"""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from community.logs import logging_settings
from community.mail.wires import wire_for
from community.private_files import keep_private, kept_secret, secret_if_kept

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env", overwrite=False)

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
TURNS_ROOT = VAR_DIR / "turns"  # who is at work on something that costs much memory (`community.web.turns`)
SCRATCH_ROOT = (
    VAR_DIR / "scratch"
)  # files without a name: what is taken along or sent, while it is made and sent
SCRATCH_ROOT.mkdir(mode=0o700, exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Who we are. Origins are exact: scheme, host and port.
ALLOWED_ORIGINS = env.list("ALLOWED_ORIGINS", default=["http://127.0.0.1:8000", "http://localhost:8000"])
ALLOWED_HOSTS = sorted({urlsplit(origin).hostname or "" for origin in ALLOWED_ORIGINS})
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
PUBLIC_URL = ALLOWED_ORIGINS[0]
ENCRYPTED = all(origin.startswith("https://") for origin in ALLOWED_ORIGINS)
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="geschaeftsstelle@demografiedialog.example")
# Whom to tell about a hole, as a URI (RFC 9116): mailto: or https:
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="") or f"mailto:{CONTACT_EMAIL}"

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "community",
    "community.kinds",
    "community.installation",
    "community.jobs",
    "community.live",
    "community.web",
    "community.mail",
    "community.people",
    "community.audit",
    "community.push",
    "community.notices",
    "community.search",
    "community.quotes",
    "community.uploads",
    "community.moderation",
    "forum",
    "realtime.delivery",
    "realtime.rooms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "community.web.middleware.PermissionsPolicyMiddleware",
    "community.web.middleware.CachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "community.web.middleware.LanguageMiddleware",
    "community.web.middleware.RefuseControlCharactersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "community.people.accounts.middleware.MemberMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "community.web.middleware.RefusalMiddleware",
]

# Requests that one process works on at the same time; waiting ones, for a stream to ring, take none of them.
WEB_THREADS = env.int("WEB_THREADS", default=32)

ROOT_URLCONF = "community.urls"
ASGI_APPLICATION = "community.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.web.context.house",
            ],
            "builtins": ["community.web.templatetags.house"],
        },
    }
]
FORM_RENDERER = "community.web.forms.HouseRenderer"

# Databases. SQLite: writers queue instead of failing (IMMEDIATE), readers never wait (WAL).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    ),
}
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=10), "timeout": 10},
    # The server compiles queries that look expensive to it; with ours that takes longer than the query.
    "options": "-c jit=off",
}

SQLITE_URL = f"sqlite:///{quote(str(VAR_DIR / 'demografiedialog.sqlite3'))}"
# What is set to nothing is not set.
DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or SQLITE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    keep_private(Path(DATABASES["default"]["NAME"]))
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # A file in tests too: SQLite's shared memory databases lock whole tables, which no installation does.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # What the URL says itself, such as `?sslmode=require`, goes before.
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
# What moves between processes. Nothing is kept in it: what a layer loses, browsers fetch from the database.
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "realtime.delivery.layer.InstallationLayer",
            "CONFIG": {
                "hosts": [{"address": REDIS_URL, "socket_connect_timeout": 2, "socket_keepalive": True}],
            },
        }
    }
else:
    # A channel whose messages expire is thrown out of all its groups, silently: here nothing expires.
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            "CONFIG": {"capacity": 10_000, "expiry": 30 * 24 * 3600},
        }
    }

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "community.web.caches.HardyRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_FUNCTION": "community.installation.identity.cache_key",
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "community.web.caches.LastingMemory",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }

# Accounts: login by mail address, confirmed by a button, admitted by the office.
AUTH_USER_MODEL = "people.Member"
# Addresses are unique in lower case; the check looks for a plain unique column only.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["community.people.accounts.backends.MemberBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "community.people.accounts.hashers.HouseArgon2",
    "community.people.accounts.hashers.HousePBKDF2",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "community.people.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.people.accounts.signup.SignupDetails"
ACCOUNT_FORMS = {
    "login": "community.people.accounts.forms.LoginForm",
    "signup": "community.people.accounts.forms.SignupForm",
    "add_email": "community.people.accounts.forms.AddEmailForm",
    "change_password": "community.people.accounts.forms.ChangePasswordForm",
    "set_password": "community.people.accounts.forms.SetPasswordForm",
    "reset_password": "community.people.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "community.people.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "community.people.accounts.forms.ReauthenticateForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENCRYPTED else "http"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Demografiedialog] "
ACCOUNT_USER_DISPLAY = "community.people.models.display_name"
# Never by address alone: a whole administration shares one. Per account and per mail address it is strict.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "600/m/ip,10/5m/key",
    "signup": "300/h/ip",
    "reset_password": "300/h/ip,5/h/key",
    "reset_password_from_key": "300/h/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "1/3m/key",
    "export": "20/m/user,200/h/user",
    "report": "20/h/user",
    "report_outside": "60/h/ip,5/h/key",  # each sends a mail to an address that anyone can type in
}
# Files one account may hand in, texts it may write in the forum, and messages it may send, answers by mail included:
# a number per s, m, h or d, several after commas; empty: as many as they like.
UPLOAD_RATE = env.str("UPLOAD_RATE", default="20/m,120/h")
FORUM_RATE = env.str("FORUM_RATE", default="30/m,300/h")
ROOM_RATE = env.str("ROOM_RATE", default="30000/m" if DEMO else "60/m")
SOCKETS_OF_ONE_MEMBER = env.int("SOCKETS_OF_ONE_MEMBER", default=0 if DEMO else 50)  # in a process; 0: any
# How often words of visitors are kept until they have signed in, from one address; beyond that a page shows them.
VISITOR_RATE = env.str("VISITOR_RATE", default="20/h")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "community.people.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "community.people.accounts.forms.SecondFactorForm",
    "reauthenticate": "community.people.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "community.people.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "community.people.accounts.forms.AddKeyForm",
    "edit_webauthn": "community.people.accounts.forms.EditKeyForm",
    "login_webauthn": "community.people.accounts.forms.LoginKeyForm",
    "reauthenticate_webauthn": "community.people.accounts.forms.KeyAgainForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# The address of an account with a second factor can be changed, too: the factor is asked for before.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENCRYPTED
MFA_TOTP_ISSUER = "Demografiedialog"
OFFICE_SECOND_FACTOR = not DEMO

EMAIL_CONFIG = env.email("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
# Everything that is sent goes through our table; `MAIL_WIRE` is the way from there to the server.
EMAIL_BACKEND = "community.mail.backend.OutboxBackend"
MAIL_WIRE = wire_for(EMAIL_CONFIG["EMAIL_BACKEND"])
CLAMD_URL = env.str("CLAMD_URL", default="")  # tcp://host:3310; empty: files are not scanned
MAIL_LEASE = env.int("MAIL_LEASE", default=120)  # seconds that a worker may hold a mail
# Where answers by mail come in; what follows the `+` says to what. Empty: one cannot answer by mail.
REPLY_ADDRESS = env.str("REPLY_ADDRESS", default="")
REPLY_MAILBOX = env.str("REPLY_MAILBOX", default="")  # imaps://user:password@host:993/folder
# Push to members' devices: our private VAPID key, made by `manage.py make_push_key`. Without it there is no push.
PUSH_KEY_FILE = VAR_DIR / "push_key"
PUSH_KEY = env.str("PUSH_KEY", default="") or secret_if_kept(PUSH_KEY_FILE)
# Whom a browser may name as its push service, as patterns of host names; `*` allows every public one.
PUSH_SERVICES = env.list(
    "PUSH_SERVICES",
    default=[
        "fcm.googleapis.com",
        "jmt17.google.com",
        "*.push.services.mozilla.com",
        "*.push.apple.com",
        "*.notify.windows.com",
    ],
)
# For tests: push over http, and to addresses of this network.
PUSH_ALLOW_LOCAL = env.bool("PUSH_ALLOW_LOCAL", default=False)
PUSH_LEASE = env.int("PUSH_LEASE", default=120)  # seconds that a worker may hold a push
EMBEDDED_WORKER = env.bool("EMBEDDED_WORKER", default=True)
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH")
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT")
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Demografiedialog <{CONTACT_EMAIL}>")

# Language, time, numbers.
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "community.web.formats"
TIME_ZONE = "Europe/Berlin"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # `{% number %}` groups digits where people read, never in addresses

# Files: ours and the front-end packages'.
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
NODE_MODULES = Path(env.str("NODE_MODULES", default=str(BASE_DIR / "node_modules")))
STATICFILES_FINDERS = [
    "community.web.staticfiles.FrontEndPackages",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATICFILES_DIRS = [
    ("vendor/kern", NODE_MODULES / "@kern-ux" / "native" / "dist"),
    ("vendor/fira-sans", NODE_MODULES / "@fontsource" / "fira-sans"),
    ("vendor/fira-mono", NODE_MODULES / "@fontsource" / "fira-mono"),
    ("vendor/noto-sans", NODE_MODULES / "@fontsource" / "noto-sans"),
    ("vendor/markdown-toolbar-element", NODE_MODULES / "@github" / "markdown-toolbar-element" / "dist"),
    ("vendor/text-expander-element", NODE_MODULES / "@github" / "text-expander-element" / "dist"),
]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "community.web.staticfiles.HashedStaticFiles"},
}
# Collected files are served fingerprinted and compressed; without them every file is found where it lies.
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG

# Security from the first day.
REQUEST_LIMIT = env.int("REQUEST_LIMIT", default=26 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024  # of a body, and of each file in it; what is larger lies on the disk
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640
SESSION_ENGINE = "community.live.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENCRYPTED
# Under TLS neither a neighbour below the same domain nor an unencrypted line can put a cookie of ours into a browser.
SESSION_COOKIE_NAME = "__Host-sessionid" if ENCRYPTED else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if ENCRYPTED else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "community.web.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENCRYPTED else None
SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENCRYPTED
SECURE_HSTS_PRELOAD = ENCRYPTED
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *[origin.replace("http", "ws", 1) for origin in ALLOWED_ORIGINS]],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# For `check --deploy`: what this process may take is limited by something that cannot be seen from inside.
MEMORY_LIMIT_ELSEWHERE = env.bool("MEMORY_LIMIT_ELSEWHERE", default=False)

LOGGING = logging_settings(
    level=env.str("LOG_LEVEL", default="WARNING"), as_json=env.bool("LOG_JSON", default=False)
)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO  # a refusal is one line, which Django writes
# A log that says who asked for which page at which second says who asked a question in confidence.
DJANGO_STRUCTLOG_USER_ID_FIELD = None
