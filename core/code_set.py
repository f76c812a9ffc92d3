"""Several of a few choices in one column, such as the topics of a course."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Choices, Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

BETWEEN = re.compile(r"[,，、;；\n]+")
# Labels are written with the Chinese enumeration comma, which is understood when they come back.
WORD_SEPARATOR = "、"


class CodeSetField(models.CharField):
    """Several codes of ``options``, kept with commas between them and in the order of the options.

    What is typed may be codes or labels in any language. No code may be part of another one, so that
    ``contains`` finds exactly the records that have it.
    """

    def __init__(self, *args: Any, options: type[Choices] = Choices, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)
        self.options = options

    def to_python(self, value: Any) -> str:
        """The codes with commas between them; raises ``ValidationError`` for what is not an option."""
        parts = value if isinstance(value, list | tuple | set) else BETWEEN.split(value or "")
        wanted = {self._code_of(part) for part in parts if str(part).strip()}
        return ",".join(code for code in self.options.values if code in wanted) if wanted else ""

    def _code_of(self, part: object) -> str:
        known: dict[str, str] = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                known |= {str(label).casefold(): code for code, label in self.options.choices}
        known |= {code.casefold(): code for code in self.options.values}
        code = known.get(str(part).strip().casefold())
        if code is None:
            raise ValidationError(
                _("This is not one of: %(choices)s."), params={"choices": WORD_SEPARATOR.join(self._labels())}
            )
        return code

    def _labels(self) -> list[str]:
        return [str(label) for label in self.options.labels]

    def codes_of(self, value: str) -> list[str]:
        """The codes as a list."""
        return value.split(",") if value else []

    def words_of(self, value: str) -> str:
        """The labels, as people write them."""
        return WORD_SEPARATOR.join(str(self.options(code).label) for code in self.codes_of(value))

    def value_from_object(self, obj: Model) -> Any:
        value: Any = super().value_from_object(obj)
        return self.codes_of(value)

    def save_form_data(self, instance: Model, data: Any) -> None:
        setattr(instance, self.name, self.to_python(data))

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.options.choices,
            required=not self.blank,
            label=self.verbose_name[:1].upper() + self.verbose_name[1:],
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
