"""Municipal administrators keep webhooks in the admin."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from exchange import actions
from exchange.models import WebhookDelivery, WebhookSubscription
from tests.accounts.factories import make_user

SUBSCRIPTIONS = "admin:exchange_webhooksubscription"
DELIVERIES = "admin:exchange_webhookdelivery"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, city_admin):
    return client_of(city_admin)


@pytest.fixture
def subscription(city_admin):
    one = WebhookSubscription(name="省平台", owner=city_admin, target_url="https://example.com/")
    actions.subscribe(one, by=city_admin)
    return one


def act(client, model, action, record):
    return client.post(reverse(f"{model}_changelist"), {"action": action, "_selected_action": [record.pk]})


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_subscription_is_made_and_its_secret_is_shown_once(client, city_admin, taocheng):
    asked = {
        "name": "省平台",
        "owner": city_admin.pk,
        "target_url": "https://example.com/hooks",
        "nouns": ["stations"],
        "region": taocheng.pk,
    }

    answer = client.post(reverse(f"{SUBSCRIPTIONS}_add"), asked)

    made = WebhookSubscription.objects.get()
    assert (made.nouns, made.region, made.owner) == (["stations"], taocheng, city_admin)
    assert any("whsec_" in text for text in said(answer))
    shown = client.get(reverse(f"{SUBSCRIPTIONS}_changelist"))
    assert "whsec_" in shown.content.decode()
    page = client.get(reverse(f"{SUBSCRIPTIONS}_change", args=[made.pk])).content.decode()
    assert "whsec_" not in page
    assert made.history.get().history_user == city_admin


@pytest.mark.parametrize("url", ["http://example.com/", "https://user@example.com/", "ftp://x"])
def test_a_target_that_cannot_be_one_is_refused(client, city_admin, url):
    asked = {"name": "x", "owner": city_admin.pk, "target_url": url}

    answer = client.post(reverse(f"{SUBSCRIPTIONS}_add"), asked)

    assert answer.status_code == 200
    assert "target_url" in answer.context["adminform"].form.errors
    assert not WebhookSubscription.objects.exists()


def test_an_account_without_a_role_is_no_owner(client):
    asked = {"name": "x", "owner": make_user("nobody").pk, "target_url": "https://example.com/"}

    answer = client.post(reverse(f"{SUBSCRIPTIONS}_add"), asked)

    assert "has no role" in str(answer.context["adminform"].form.errors["owner"])


def test_editing_leaves_the_senders_place_alone(client, subscription):
    address = reverse(f"{SUBSCRIPTIONS}_change", args=[subscription.pk])
    client.get(address)
    WebhookSubscription.objects.delivered(subscription, 777)

    client.post(address, {"name": "新名", "target_url": "https://example.com/", "nouns": ["agencies"]})

    subscription.refresh_from_db()
    assert (subscription.name, subscription.nouns, subscription.position) == ("新名", ["agencies"], 777)


def test_pausing_resuming_and_a_new_secret_are_verbs_of_the_list(client, subscription):
    old = subscription.secret_encrypted

    act(client, SUBSCRIPTIONS, "pause", subscription)
    assert WebhookSubscription.objects.get().status == "paused"
    assert any(
        "is paused already" in text for text in said(act(client, SUBSCRIPTIONS, "pause", subscription))
    )
    act(client, SUBSCRIPTIONS, "resume", subscription)
    assert WebhookSubscription.objects.get().status == "active"
    assert any("whsec_" in text for text in said(act(client, SUBSCRIPTIONS, "renew_secret", subscription)))
    assert WebhookSubscription.objects.get().secret_encrypted != old


def test_the_log_is_read_and_what_was_sent_is_sent_again(client, subscription, settings):
    subscription.target_url = "https://localhost:1/"
    subscription.save()
    delivery = WebhookDelivery.objects.create(subscription=subscription, since=0, until=0, event_count=0)

    page = client.get(reverse(f"{DELIVERIES}_changelist"))
    assert str(delivery.key) in page.content.decode()
    assert client.get(reverse(f"{DELIVERIES}_change", args=[delivery.pk])).status_code == 200
    assert client.get(reverse(f"{DELIVERIES}_add")).status_code == 403

    answer = act(client, DELIVERIES, "send_again", delivery)

    assert "leads to the internal address" in said(answer)[-1]
    assert WebhookDelivery.objects.filter(is_redelivery=True).get().key == delivery.key


def test_nobody_else_enters(client_of, subscription, taocheng_officer, auditor):
    for user in (taocheng_officer, auditor):
        user.is_staff = True
        user.save()
        for model in (SUBSCRIPTIONS, DELIVERIES):
            assert client_of(user).get(reverse(f"{model}_changelist")).status_code == 403
