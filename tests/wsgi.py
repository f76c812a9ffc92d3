"""The portal for a server of the tests: as it is served, but for what all tests set apart."""

from tests.plugin import adjust_settings

adjust_settings()

from hengshui_portal.wsgi import application  # noqa: E402

__all__ = ["application"]
