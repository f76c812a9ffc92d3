"""The same request twice at the same moment: one happens, the other is told to ask again."""

import threading

import pytest
from django.db import connections

from exchange.api import once as module
from stations.models import Station

pytestmark = pytest.mark.django_db(transaction=True)
NEW = {"name": "河东社工站", "township": "131102002", "service_model": "1138N"}


def in_thread(work, answers):
    def run():
        try:
            answers.append(work())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_of_two_equal_requests_at_once_one_happens(taocheng_system, hedong, model):
    answers, start = [], threading.Barrier(2)

    def send():
        start.wait()
        return taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")

    for thread in [in_thread(send, answers) for _one in range(2)]:
        thread.join()

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses in ([201, 201], [201, 409]), [answer.content for answer in answers]
    assert Station.objects.count() == 1
    for answer in answers:
        if answer.status_code == 409:
            assert (answer.json()["code"], answer["Retry-After"]) == ("in_progress", "1")
    again = taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")


# SQLite takes one writer at a time: the second waits.
@pytest.mark.postgresql
def test_who_comes_while_the_first_is_at_work_is_told_to_ask_again(taocheng_system, hedong, model):
    begun, goes_on, answers = threading.Event(), threading.Event(), []
    original = module.JSONRenderer.render

    def slowly(self, *args, **kwargs):
        begun.set()
        goes_on.wait(30)
        return original(self, *args, **kwargs)

    class Slow(module.JSONRenderer):
        render = slowly

    module.JSONRenderer = Slow
    try:
        first = in_thread(lambda: taocheng_system.post("stations/", NEW, Idempotency_Key="k-1"), answers)
        assert begun.wait(30)
        second = taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")
    finally:
        module.JSONRenderer = Slow.__mro__[1]
        goes_on.set()
    first.join()

    assert (second.status_code, second.json()["code"], second["Retry-After"]) == (409, "in_progress", "1")
    assert answers[0].status_code == 201
    assert Station.objects.count() == 1
