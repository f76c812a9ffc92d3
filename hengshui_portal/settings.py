"""Settings, all from the environment; the table of variables stands in docs/operate.md."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from core.env import env_bool, env_database, env_int, env_list, env_mail, env_text
from hengshui_portal.admin_theme import UNFOLD as UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# Says on every page that the data are invented.
DEMO_DATA = env_bool("DEMO_DATA", default=False)
# False only for plain HTTP on one machine.
SECURE_HTTPS = env_bool("SECURE_HTTPS", default=True)

SECRET_KEY = env_text("SECRET_KEY")
DEBUG = env_bool("DEBUG", default=False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
PERSONAL_DATA_KEYS = env_list("PERSONAL_DATA_KEYS", default=None)
PERSONAL_DATA_FINGERPRINT_KEY = env_text("PERSONAL_DATA_FINGERPRINT_KEY")

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.simple_history",
    "hengshui_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "simple_history",
    "core",
    "regions",
    "accounts",
    "exchange",
    "policies",
    "stations",
    "personnel",
    "services",
    "funding",
    "indicators",
    "oversight",
    "reports",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.ChosenLanguageMiddleware",
    "core.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.UnkeptMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.duties.IdleMiddleware",
    "accounts.duties.DutiesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "core.middleware.OneRequestMiddleware",
    "core.middleware.CleanQuestionMiddleware",
    "exchange.views.once.OnceMiddleware",
    "core.middleware.NothingByNulMiddleware",
    "accounts.throttling.RateHeadersMiddleware",
]

ROOT_URLCONF = "hengshui_portal.urls"
WSGI_APPLICATION = "hengshui_portal.wsgi.application"
CSRF_FAILURE_VIEW = "core.views.csrf_failure"

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
                "django.template.context_processors.i18n",
                "core.context.portal",
            ],
            "libraries": {"changes": "exchange.changes.template_tags"},
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "core.templatetags.portal",
            ],
        },
    }
]

# Databases: SQLite writes are taken one at a time (IMMEDIATE), so a check and its write are one step.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env_database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counters of failed sign-ins live in the database, so that all server processes share them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"},
    # What each process counts for itself.
    "throttle": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"},
}

# Short jobs run within the request; long ones wait in the database for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "long": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.SignInBackend",
    "accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.GuessableValidator"},
    {"NAME": "accounts.passwords.NotUsedBeforeValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reports:overview"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Failures are counted by the adapter; a whole office may stand behind one address when the day begins.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "5/30m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Whoever holds one of these roles sets up a second factor first; on where real records are kept.
IS_OPEN_TO_OTHERS = SECURE_HTTPS and not DEMO_DATA
SECOND_FACTOR_ROLES = env_list(
    "SECOND_FACTOR_ROLES", default="municipal_admin,auditor" if IS_OPEN_TO_OTHERS else ""
)
MFA_TOTP_ISSUER = "衡水社工站"


# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["hengshui_portal.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Pages
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "core/table.html"
FILTERS_EMPTY_CHOICE_LABEL = _("all")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Security
SECURE_SSL_REDIRECT = SECURE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_HTTPS else 0
# They bind the other hosts of the domain, which is for its owner to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HTTPS and env_bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = SECURE_HTTPS and env_bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = SECURE_HTTPS
CSRF_COOKIE_SECURE = SECURE_HTTPS
LANGUAGE_COOKIE_SECURE = SECURE_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
# And after so long without a request.
IDLE_MINUTES = env_int("IDLE_MINUTES", default=30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# API
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 -- the name of a model
# Our model stands in the place of theirs, whose table would be made all the same and never be used.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer"}
API_REQUESTS_A_MINUTE = env_int("API_REQUESTS_A_MINUTE", default=600)
# How many proxies of one's own stand before the server; only then X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", default=0)
REST_FRAMEWORK = {
    # The first of them says how to sign in where nobody did: 401 and not 403.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttling.TokenThrottle"],
    "DEFAULT_PERMISSION_CLASSES": ["core.permissions.ScopedPermission"],
    "DEFAULT_RENDERER_CLASSES": ["core.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.PagePagination",
    "DEFAULT_SCHEMA_CLASS": "exchange.api.schema.PortalSchema",
    "EXCEPTION_HANDLER": "core.problems.problem_details",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hengshui station portal",
    "DESCRIPTION": "Stations, agencies, social workers and money of Hengshui's social-work service stations.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "exchange.api.schema.postprocess_slim_answers",
        "exchange.api.schema.postprocess_examples",
        "exchange.api.schema.postprocess_shared_problems",
    ],
    # Fields of one name with choices of their own; without this they would be called by a hash.
    "ENUM_NAME_OVERRIDES": {
        "RegionLevelEnum": "regions.models.Region.Level",
        "CertificateLevelEnum": "personnel.models.Certificate.Level",
        "AgencyStatusEnum": "stations.models.Agency.Status",
        "CourseKindEnum": "personnel.models.TrainingCourse.Kind",
        "InspectionKindEnum": "oversight.models.Inspection.Kind",
        "StandardItemKindEnum": "stations.models.StandardItem.Kind",
        "ChangeKindEnum": "exchange.feed.reading.KINDS",
        "StationInterruptionEnum": "stations.models.Interruption.Kind",
        "SupportKindEnum": "stations.models.Support.Kind",
        "IncubationOutcomeEnum": "stations.models.Incubation.Outcome",
        "CaseOutcomeEnum": "services.models.ServiceCase.Outcome",
        "NeedResponsibleEnum": "services.models.Need.Responsible",
        "PositionCloseReasonEnum": "personnel.models.Position.CloseReason",
        "StationStatusEnum": "stations.models.Station.Status",
        "DeliverableStatusEnum": "stations.models.Deliverable.Status",
        "EngagementRoleEnum": "stations.models.Engagement.Role",
        "PostingRoleEnum": "personnel.models.Posting.Role",
        "LeaveReasonEnum": "personnel.models.Posting.LeaveReason",
        "RegisterEndReasonEnum": "personnel.models.SocialWorker.EndReason",
        "ResponsibleLevelEnum": "stations.models.Milestone.Level",
        "EntryKindEnum": "funding.models.entry.Entry.Kind",
        "FundSourceEnum": "funding.models.choices.Source",
        "CreditSourceEnum": "personnel.models.EducationCredit.Source",
        "SupervisorSourceEnum": "personnel.models.Supervisor.Source",
        "CourseLecturerSourceEnum": "personnel.models.CourseLecturer.Source",
    },
}

# Webhooks are sent to public addresses only, and into these networks, such as the government's own.
WEBHOOK_ALLOWED_NETWORKS = env_list("WEBHOOK_ALLOWED_NETWORKS")
# Certificate authorities of the targets, as a PEM file; by default those of the machine.
WEBHOOK_CA_FILE = env_text("WEBHOOK_CA_FILE", default="")

EMAIL_CONFIG = env_mail("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", default="INFO")},
}
