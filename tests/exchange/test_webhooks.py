"""Webhooks bring the feed to other systems: signed, in order, again until it is taken, never inside."""

import hashlib
import hmac
import json
import socket
from datetime import UTC, datetime, timedelta
from io import StringIO
from ipaddress import ip_address

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.roles import Role
from core.errors import Refused
from exchange import actions
from exchange.models import WebhookDelivery, WebhookSubscription
from exchange.models.webhook_subscription import WebhookSubscriptionQuerySet
from exchange.webhooks import sending, targets
from exchange.webhooks.sending import PATIENCE, deliver_due, redeliver, wait_after
from reports.tasks import ToDo
from tests.accounts.factories import make_user
from tests.exchange.target import running, write_certificate
from tests.funding.factories import make_budget
from tests.stations.factories import make_station

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
INSIDE = "leads to the internal address"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed_at_once")]


@pytest.fixture
def certificate(settings, tmp_path):
    """This machine may be a target, and proves to be one."""
    path = write_certificate(tmp_path)
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8", "::1/128"]
    settings.WEBHOOK_CA_FILE = str(path)
    return path


@pytest.fixture
def target(certificate):
    with running(certificate) as one:
        yield one


def subscribed(owner, url, **overrides):
    """A subscription and its secret."""
    one = WebhookSubscription(name="省平台", owner=owner, target_url=url, **overrides)
    return one, actions.subscribe(one, by=owner)


def at(moment):
    return lambda: moment


def sent(target):
    """The events of every request, as noun and code."""
    bodies = [json.loads(body) for _headers, body in target.requests]
    return [[(event["noun"], event["code"]) for event in body["events"]] for body in bodies]


def test_what_happens_after_subscribing_is_sent_and_signed(target, city_admin, hedong):
    make_station(hedong, name="以前的站")
    subscription, secret = subscribed(city_admin, target.url)
    station = make_station(hedong, name="新站")

    assert deliver_due(at(NOW)) == 1

    headers, body = target.requests[0]
    timestamp = str(int(NOW.timestamp()))
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Portal-Timestamp"] == timestamp
    assert headers["X-Portal-Signature"] == f"v1={signed}"
    assert headers["Content-Type"] == "application/json"
    assert ("stations", station.code) in sent(target)[0]
    assert json.loads(body)["events"][0]["record"]["name"] == "新站"
    assert "以前的站" not in body.decode()
    log = WebhookDelivery.objects.get()
    assert (log.status_code, log.is_accepted, log.error, log.attempt) == (204, True, "", 1)
    assert headers["X-Portal-Delivery"] == json.loads(body)["delivery"] == str(log.key)


def test_what_was_taken_is_not_sent_again(target, city_admin, hedong):
    subscribed(city_admin, target.url)
    make_station(hedong)

    assert [deliver_due(at(NOW)), deliver_due(at(NOW)), len(target.requests)] == [1, 0, 1]


def test_only_the_kinds_and_the_region_that_were_asked_for(
    target, city_admin, hedong, zaoqiang_town, taocheng
):
    subscribed(city_admin, target.url, nouns=["stations"], region=taocheng)
    mine = make_station(hedong)
    make_station(zaoqiang_town)
    make_budget(taocheng)

    deliver_due(at(NOW))

    assert sent(target) == [[("stations", mine.code)]]


def test_a_target_is_told_what_the_owner_sees_and_no_more(
    target, city_admin, taocheng_officer, zaoqiang_town
):
    one = WebhookSubscription(name="县平台", owner=taocheng_officer, target_url=target.url)
    actions.subscribe(one, by=city_admin)
    make_station(zaoqiang_town)
    before = WebhookSubscription.objects.get().position

    assert deliver_due(at(NOW)) == 0
    assert target.requests == []
    assert WebhookSubscription.objects.get().position > before


def test_a_batch_that_is_not_taken_comes_again_before_anything_later(certificate, city_admin, hedong):
    with running(certificate, 500, 503, 200) as target:
        subscribed(city_admin, target.url, nouns=["stations"])
        first = make_station(hedong, name="一")
        deliver_due(at(NOW))
        second = make_station(hedong, name="二")
        too_early = deliver_due(at(NOW + timedelta(seconds=59)))
        deliver_due(at(NOW + timedelta(minutes=1)))
        deliver_due(at(NOW + timedelta(minutes=5)))

    assert too_early == 0
    one, two = [("stations", first.code)], [("stations", second.code)]
    assert sent(target) == [one, one, one, two]
    keys = [headers["X-Portal-Delivery"] for headers, _body in target.requests]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    log = WebhookDelivery.objects.order_by("pk").values_list("attempt", "status_code", "next_attempt_at")
    assert list(log) == [
        (1, 500, NOW + timedelta(minutes=1)),
        (2, 503, NOW + timedelta(minutes=5)),
        (3, 200, None),
        (1, 200, None),
    ]
    assert WebhookSubscription.objects.get().failures == 0


def test_the_waits_grow_from_a_minute_to_a_day():
    waits = [wait_after(number) for number in range(1, 9)]

    assert [wait.total_seconds() / 60 for wait in waits] == [1, 4, 16, 64, 256, 1024, 1440, 1440]
    assert wait_after(10_000) == timedelta(days=1)


def test_after_three_days_of_failures_it_is_paused_and_the_city_is_told(
    certificate, city_admin, hedong, viewer
):
    with running(certificate, 500) as target:
        subscribed(city_admin, target.url)
        make_station(hedong)
        moment = NOW
        while WebhookSubscription.objects.get().is_active:
            assert deliver_due(at(moment)) == 1
            moment = WebhookSubscription.objects.get().next_attempt_at
        attempts = len(target.requests)
        assert deliver_due(at(moment + timedelta(days=9))) == 0

    subscription = WebhookSubscription.objects.get()
    assert subscription.status == "failed"
    assert PATIENCE <= subscription.paused_at - NOW <= PATIENCE + timedelta(days=1)
    assert attempts == WebhookDelivery.objects.count() > 6
    assert subscription.pause_reason == "2026-03-02: HTTP 500"
    day = subscription.paused_at.date()
    told = [task for task in ToDo(user=city_admin, on=day).tasks if task.kind.code == "webhook-failed"]
    assert [task.text for task in told] == ["省平台 · 2026-03-02: HTTP 500"]
    assert [task for task in ToDo(user=viewer, on=day).tasks if task.kind.code == "webhook-failed"] == []


def test_what_was_paused_goes_on_where_it_was(target, city_admin, hedong):
    subscription, _secret = subscribed(city_admin, target.url, nouns=["stations"])
    actions.pause(subscription, at=NOW, by=city_admin, reason="对方维护")
    station = make_station(hedong)
    while_paused = deliver_due(at(NOW))
    actions.resume(subscription, by=city_admin)

    assert (while_paused, deliver_due(at(NOW))) == (0, 1)
    assert sent(target) == [[("stations", station.code)]]
    statuses = list(subscription.history.order_by("history_id").values_list("status", flat=True))
    assert statuses == ["active", "paused", "active"]


def test_pausing_and_resuming_twice_is_refused(city_admin):
    subscription, _secret = subscribed(city_admin, "https://example.com/")
    with pytest.raises(Refused, match="省平台 is not paused"):
        actions.resume(subscription, by=city_admin)
    actions.pause(subscription, at=NOW, by=city_admin)
    with pytest.raises(Refused, match="省平台 is paused already"):
        actions.pause(subscription, at=NOW, by=city_admin)


def test_a_batch_is_sent_again_on_request_and_the_place_stays(target, city_admin, hedong):
    subscribed(city_admin, target.url, nouns=["stations"])
    station = make_station(hedong)
    deliver_due(at(NOW))
    first = WebhookDelivery.objects.get()
    place = WebhookSubscription.objects.get().position

    again = redeliver(first, now=NOW + timedelta(days=30))

    assert (again.key, again.attempt, again.is_redelivery, again.is_accepted) == (first.key, 2, True, True)
    assert sent(target) == [[("stations", station.code)]] * 2
    assert WebhookSubscription.objects.get().position == place


def test_one_bad_target_stops_nobody_elses(target, settings, city_admin, hedong):
    bad = WebhookSubscription(name="坏", owner=city_admin, target_url="https://localhost:1/")
    actions.subscribe(bad, by=city_admin)
    broken, _secret = subscribed(city_admin, target.url)
    WebhookSubscription.objects.filter(pk=broken.pk).update(secret_encrypted="not to be read")
    subscribed(city_admin, target.url, nouns=["stations"])
    make_station(hedong)

    deliver_due(at(NOW))

    assert len(target.requests) == 1
    assert "refused" in WebhookDelivery.objects.get(subscription=bad).error
    assert WebhookSubscription.objects.get(pk=broken.pk).next_attempt_at == NOW + timedelta(minutes=1)
    assert not WebhookSubscription.objects.filter(busy_until__isnull=False).exists()


def test_two_senders_do_not_work_on_the_same_subscription(target, city_admin, hedong):
    subscription, _secret = subscribed(city_admin, target.url)
    make_station(hedong)

    assert WebhookSubscription.objects.claim(subscription, NOW, NOW + timedelta(minutes=10))
    assert not WebhookSubscription.objects.claim(subscription, NOW, NOW + timedelta(minutes=10))
    assert deliver_due(at(NOW)) == 0
    assert deliver_due(at(NOW + timedelta(minutes=10))) == 1


@pytest.mark.parametrize("is_taken", [True, False])
def test_after_a_sender_that_was_ended_the_same_comes_again_under_its_key(
    is_taken, target, monkeypatch, city_admin, hedong
):
    subscribed(city_admin, target.url)
    make_station(hedong, name="中断前的站")

    def ended(*args):
        if is_taken:
            targets.post(*args)
        raise SystemExit

    with monkeypatch.context() as ending:
        ending.setattr(sending, "post", ended)
        # As if the process was gone: nothing tidies up after it.
        ending.setattr(WebhookSubscriptionQuerySet, "release", lambda *args: None)
        with pytest.raises(SystemExit):
            deliver_due(at(NOW))
    make_station(hedong, name="中断后的站")
    soon = NOW + timedelta(minutes=1)
    assert (deliver_due(at(NOW)), deliver_due(at(soon))) == (0, 2)

    first, again, _later = WebhookDelivery.objects.order_by("pk")
    assert (again.key, again.since, again.until) == (first.key, first.since, first.until)
    assert (first.attempt, again.attempt, again.is_accepted) == (1, 2, True)
    names = [
        [event["record"]["name"] for event in json.loads(body)["events"]] for _head, body in target.requests
    ]
    assert names == [["中断前的站"]] * (1 + is_taken) + [["中断后的站"]]


def test_an_owner_whose_account_is_closed_pauses_it(target, city_admin, hedong):
    subscribed(city_admin, target.url)
    make_station(hedong)
    city_admin.is_active = False
    city_admin.save()

    assert deliver_due(at(NOW)) == 0
    assert WebhookSubscription.objects.get().pause_reason == "The owner's account is closed."


def test_a_redirect_is_not_followed(certificate, city_admin, hedong):
    with running(certificate) as elsewhere, running(certificate, 307, Location=elsewhere.url) as target:
        subscribed(city_admin, target.url)
        make_station(hedong)
        deliver_due(at(NOW))

    assert len(target.requests) == 1
    assert elsewhere.requests == []
    assert WebhookDelivery.objects.get().status_code == 307
    assert WebhookSubscription.objects.get().failures == 1


def test_a_target_that_does_not_prove_its_name_gets_nothing(target, settings, tmp_path, city_admin, hedong):
    settings.WEBHOOK_CA_FILE = str(write_certificate(tmp_path, "other"))
    subscribed(city_admin, target.url)
    make_station(hedong)

    deliver_due(at(NOW))

    assert target.requests == []
    assert "certificate verify failed" in WebhookDelivery.objects.get().error


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "fec0::1",
        "3fff::1",
        "5f00::1",
        "192.0.0.8",
        "192.88.99.1",
    ],
)
def test_addresses_inside_are_no_targets(address):
    assert not targets.is_outside(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are(address):
    assert targets.is_outside(ip_address(address))


def test_a_target_inside_is_refused_at_each_attempt(target, settings, city_admin, hedong):
    settings.WEBHOOK_ALLOWED_NETWORKS = []
    subscribed(city_admin, target.url)
    make_station(hedong)

    deliver_due(at(NOW))

    assert target.requests == []
    assert f"localhost {INSIDE}" in WebhookDelivery.objects.get().error


def answers(monkeypatch, *addresses):
    """The name resolves to one list of addresses after the other; returns what was asked."""
    real, asked, waiting = socket.getaddrinfo, [], list(addresses)

    def getaddrinfo(host, port, *args, **kwargs):
        if host != "hooks.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in waiting.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_one_address_inside_among_others_is_refused(monkeypatch):
    answers(monkeypatch, ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(targets.NotSentError, match=INSIDE):
        targets.post("https://hooks.example/", b"", {})


def test_a_name_that_leads_elsewhere_a_moment_later_changes_nothing(monkeypatch, settings, tmp_path):
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    certificate = write_certificate(tmp_path, "hooks.example")
    settings.WEBHOOK_CA_FILE = str(certificate)
    asked = answers(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with running(certificate) as target:
        url = target.url.replace("localhost", "hooks.example")
        assert targets.post(url, b"{}", {}) == 204
        assert len(asked) == 1
        with pytest.raises(targets.NotSentError, match=INSIDE):
            targets.post(url, b"{}", {})

    assert len(target.requests) == 1
    assert target.requests[0][0]["Host"].startswith("hooks.example:")


@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "https://", "https://user@example.com/", "https://a:99999/", "https://[::1/"],
)
def test_what_is_no_https_address_is_refused(url):
    with pytest.raises(targets.NotSentError, match="no address of a target"):
        targets.post(url, b"", {})


def test_the_secret_is_kept_encrypted_and_a_new_one_replaces_it(target, city_admin, hedong):
    subscription, old = subscribed(city_admin, target.url)
    new = actions.renew_secret(subscription, by=city_admin)
    make_station(hedong)
    deliver_due(at(NOW))

    kept = WebhookSubscription.objects.get().secret_encrypted
    assert old != new
    assert new not in kept
    assert not hasattr(subscription.history.first(), "secret_encrypted")
    headers, body = target.requests[0]
    signed = headers["X-Portal-Timestamp"].encode() + b"." + body
    assert headers["X-Portal-Signature"] == "v1=" + hmac.new(new.encode(), signed, hashlib.sha256).hexdigest()


def test_nobody_hands_out_what_others_see(city_admin, taocheng, zaoqiang, city):
    all_powerful = make_user("root", is_superuser=True)
    roleless = make_user("nobody")

    for owner, reason in ((all_powerful, "do not look after"), (roleless, "has no role")):
        one = WebhookSubscription(name="x", owner=owner, target_url="https://example.com/")
        with pytest.raises(Refused, match=reason):
            actions.subscribe(one, by=city_admin)


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.AUDITOR, Role.VIEWER])
def test_webhooks_are_the_citys(role, city_admin, city):
    subscription, _secret = subscribed(city_admin, "https://example.com/")
    other = make_user("other", role, city)

    assert not other.has_perm("exchange.view_webhooksubscription")
    assert not WebhookSubscription.objects.visible_to(other).exists()
    assert WebhookSubscription.objects.visible_to(city_admin).get() == subscription


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"status": "x"}, "This status is not known"),
        ({"target_url": "http://example.com/"}, "begins with https"),
        ({"status": "paused"}, "has the moment of its pause"),
        ({"paused_at": NOW}, "has the moment of its pause"),
    ],
)
def test_constraints_of_subscriptions(values, message, city_admin):
    subscription, _secret = subscribed(city_admin, "https://example.com/")
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookSubscription.objects.filter(pk=subscription.pk).update(**values)
    vars(subscription).update(values)
    with pytest.raises(ValidationError, match=message):
        subscription.full_clean()


def test_a_kind_of_record_must_be_known(city_admin):
    with pytest.raises(ValidationError, match="Kinds of records are: agencies"):
        subscribed(city_admin, "https://example.com/", nouns=["secrets"])


def test_the_command_sends_once(target, city_admin, hedong):
    subscribed(city_admin, target.url)
    make_station(hedong)
    said = StringIO()

    call_command("deliver_webhooks", stdout=said)

    assert said.getvalue() == "1 deliveries sent.\n"
    assert len(target.requests) == 1
