"""Write to people: the message is kept with the change, and sent after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation import clock
from medborger.foundation.outbox.channels import channel_for
from medborger.foundation.outbox.models import Message
from medborger.foundation.outbox.tasks import task

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


@task
def send_message(message_id: int) -> None:
    """Send a message that has no receipt yet."""
    message = Message.objects.select_related("to").get(pk=message_id)
    if message.receipt:
        return
    message.receipt = channel_for(message.channel).send(message, key=f"message:{message.pk}")
    message.sent_at = clock.now()
    message.save(update_fields=["receipt", "sent_at"])


def write(to: Person, *, subject_line: str, text: str, by: Person, channel: str = "") -> Message:
    """Write to somebody in the channel they have chosen; it leaves after the commit.

    The text must hold nothing sensitive: say that there is news, and where to read it.
    """
    assert by is not None, "somebody writes, also when the house does it for them"
    message = Message.objects.create(
        to=to, channel=channel or to.reached_by, subject_line=subject_line, text=text
    )
    send_message.using(key=f"message:{message.pk}").enqueue(message_id=message.pk)
    return message
