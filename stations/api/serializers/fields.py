"""Fields that several answers of this floor share."""

from rest_framework import serializers

HOME_ONLY = ("home_region", "capital_yuan", "contact_name", "phone")


class CodeField(serializers.SlugRelatedField):
    """A related record by its business code."""

    def __init__(self, **kwargs):
        super().__init__(slug_field="code", read_only=True, **kwargs)
