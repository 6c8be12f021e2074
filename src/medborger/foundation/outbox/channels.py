"""Channels (kanaler): one way out for e-mail, SMS, Digital Post and letters.

A channel takes a message and a key and gives a receipt. Sending the same key twice has one
effect. The file adapter stands in for the ones the demo has no agreement with.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from medborger.foundation.outbox.models import Message


class Channel(Protocol):
    """A way out of the house."""

    def send(self, message: Message, *, key: str) -> str:
        """Send the message once per key and give the receipt."""
        ...


class Files:
    """Writes what would have been sent to a folder; the page «Udbakke» shows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message, *, key: str) -> str:
        """Write one file per key."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(key.encode()).hexdigest()[:16] + ".json"
        content = {
            "kanal": message.channel,
            "til": str(message.to.public_id),
            "emne": message.subject_line,
            "besked": message.text,
        }
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (self.folder / name).write_text(text, encoding="utf-8")
        return f"fil:{name}"


class Mail:
    """Sends e-mail by the server in the settings. The key becomes the Message-ID."""

    def send(self, message: Message, *, key: str) -> str:
        """Send one e-mail."""
        identity = f"<{hashlib.sha256(key.encode()).hexdigest()[:24]}@{settings.MAIL_DOMAIN}>"
        EmailMessage(
            subject=message.subject_line,
            body=message.text,
            to=[message.to.email],
            headers={"Message-ID": identity},
        ).send()
        return f"e-mail:{identity}"


def channel_for(name: str) -> Channel:
    """Give the channel by this name, as the settings have it."""
    if name == Person.Reached.EMAIL and not settings.CHANNELS_TO_FILES:
        return Mail()
    return Files(Path(settings.VAR) / "outbox")
