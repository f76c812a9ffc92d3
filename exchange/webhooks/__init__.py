"""Webhooks: the change feed brought to other systems.

``targets`` sends to addresses that were looked at, ``signing`` proves who sent it, ``sending`` says what
is sent when and what follows from the answer.
"""
