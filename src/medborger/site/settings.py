"""Settings for every environment. What differs is an environment variable or a line in `.env`.

Every variable is described in docs/reference/settings.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from medborger.foundation import environment as env
from medborger.foundation import keys

ROOT = Path(__file__).resolve().parents[3]
env.load_env_file(ROOT / ".env")

TESTING = "pytest" in sys.modules
DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
if DEBUG and not (DEMO or TESTING):
    raise ImproperlyConfigured("DEBUG=1 viser indmaden og må kun bruges sammen med DEMO=1.")
VAR = Path(env.text("MEDBORGER_VAR", str(ROOT / "var")))
KEY_FILE = env.text("MEDBORGER_KEY_FILE", str(VAR / "keys"))
for each in keys.NAMES:
    keys.find(each, Path(KEY_FILE))  # when one is missing, nothing starts
SECRET_KEY = keys.find("django", Path(KEY_FILE)).hex()
SECURE = env.flag("SECURE", default=not (DEMO or TESTING))
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.listing("CSRF_TRUSTED_ORIGINS")

# --- people, language, time ---
AUTH_USER_MODEL = "people.Person"
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [str(ROOT / "src/medborger/locale")]
FORMAT_MODULE_PATH = ["medborger.foundation.formats"]

# --- the rooms ---
ROOT_URLCONF = "medborger.site.urls"
WSGI_APPLICATION = "medborger.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "medborger.site",  # before allauth, whose log-in pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials",
    "medborger.demo",
    "medborger.design",
    "medborger.foundation",
    "medborger.foundation.people",
    "medborger.foundation.journal",
    "medborger.foundation.access",
    "medborger.foundation.posts",
    "medborger.foundation.outbox",
    "medborger.encounter.rules",
    "medborger.encounter.plan",
    "medborger.encounter.strengths",
    "medborger.encounter.support",
    "medborger.encounter.insight",
    "medborger.encounter.today",
    "medborger.encounter.start",
    "medborger.encounter.judgement",
    "medborger.encounter.meetings",
    "medborger.encounter.sparring",
    "medborger.encounter.reflection",
    "medborger.theory.chain",
    "medborger.theory.followup",
    "medborger.theory.picture",
    "medborger.learning.extract",
    "medborger.learning.figures",
    "medborger.learning.findings",
]
MIDDLEWARE = [
    "medborger.site.middleware.Reference",
    "medborger.site.middleware.AwayIsNotBroken",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "medborger.site.middleware.HtmxFollows",
    "medborger.site.middleware.Private",
    "medborger.site.staying.StillHere",
    "medborger.foundation.second_factor.SecondFactor",
    "medborger.foundation.access.middleware.DeclaredAccess",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "medborger.site.context.house",
            ],
        },
    }
]

# --- data ---
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR}/medborger.sqlite3")}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    },
    "tries": {  # outside the database: a refused post is rolled back, its count must not be
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR / "tries"),
    },
}

# --- log-in ---
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "medborger.site.login.StaffOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Medborger"
SESSION_COOKIE_AGE = env.number("SESSION_MINUTES", 60, least=5, most=720) * 60
SESSION_SAVE_EVERY_REQUEST = False  # site.staying.StillHere prolongs, once a minute
SESSION_LONGEST = 12 * 3600
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# --- what leaves the house ---
CHANNELS_TO_FILES = env.flag("CHANNELS_TO_FILES", default=True)
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
MAIL_DOMAIN = env.text("MAIL_DOMAIN", "localhost")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "medborger@localhost")
JOBINDSATS_TOKEN = env.text("JOBINDSATS_TOKEN")
JOBINDSATS_URL = env.text("JOBINDSATS_URL", "https://api.jobindsats.dk").rstrip("/")
JOBINDSATS_VERSION = env.number("JOBINDSATS_VERSION", 2, least=2, most=3)

# --- the browser ---
STATIC_URL = "/static/"
STATIC_ROOT = str(VAR / "static")
STATICFILES_DIRS = [("vendor", ROOT / "static-built")] if (ROOT / "static-built").exists() else []
WHITENOISE_MANIFEST_STRICT = bool(STATICFILES_DIRS)  # without the npm step pages stand, but plain
PLAIN_STATIC = env.flag("PLAIN_STATIC", default=TESTING)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{
            f"{kind}-src": [SELF]
            for kind in ("script", "style", "img", "font", "connect", "manifest", "worker")
        },
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = SECURE and env.flag("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
FORM_RENDERER = "medborger.design.forms.DesignRenderer"
CSRF_FAILURE_VIEW = "medborger.site.errors.expired"

# --- what is written down about the machine itself; never about people ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "medborger.site.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
