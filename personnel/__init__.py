"""The people: social workers, their certificates, where they are posted and what they learn."""
