"""Business codes that people give: they stand in addresses."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

addressable = RegexValidator(
    r"^\w[\w.-]*\Z", _("A code begins with a letter or digit; hyphens, dots and underscores may follow.")
)


def expect_addressable(code: str) -> None:
    """Raise ``ValidationError`` beside ``code`` where no address can hold it; an empty one is no matter."""
    try:
        if code:
            addressable(code)
    except ValidationError as error:
        raise ValidationError({"code": error}) from error
