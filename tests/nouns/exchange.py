"""The nouns of the floor that exchanges."""

from accounts.roles import Role
from exchange.actions.import_batch import begin, check_batch, receive_file
from exchange.actions.webhook import subscribe
from exchange.models import ImportBatch, WebhookDelivery, WebhookSubscription
from exchange.resources.registry import RESOURCES
from tests.accounts.factories import make_user
from tests.nouns.noun import Noun, Routes


def make_batch(world) -> ImportBatch:
    """A file of the county's officer with one row that is wrong."""
    content = f"name,area_m2\r\n{world.called('站')},much\r\n".encode()
    name, by = f"{world.mark}.csv", world.importer
    batch = receive_file(RESOURCES["stations"], name=name, content=content, by=by)
    return check_batch(begin(batch, "check"), by=by)


def make_webhook(world) -> WebhookSubscription:
    """Another system of the county."""
    name = world.called("平台")
    owner = make_user(f"system-{world.county.code}", Role.COUNTY_OFFICER, world.county, full_name=name)
    webhook = WebhookSubscription(name=name, owner=owner, target_url="https://example.com/")
    subscribe(webhook, by=owner)
    return webhook


def make_delivery(world) -> WebhookDelivery:
    """The other system could not be reached."""
    failure = {"since": 0, "until": 1, "event_count": 1, "error": world.called("不通")}
    return WebhookDelivery.objects.create(subscription=world.webhook, **failure)


NOUNS = (
    Noun(
        name="batch",
        model=ImportBatch,
        make=make_batch,
        routes=Routes(
            pages=("exchange:importbatch-list", "exchange:importbatch-detail"),
            files=("exchange:importbatch-marked",),
            verbs=("exchange:importbatch-commit", "exchange:importbatch-undo"),
            posted=("exchange:importbatch-check", "exchange:importbatch-stop"),
        ),
    ),
    Noun(name="webhook", model=WebhookSubscription, make=make_webhook),
    Noun(name="webhook_delivery", model=WebhookDelivery, make=make_delivery),
)
