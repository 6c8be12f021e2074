"""Advice for a virksom mekanisme: it says what people are offered and how they think anew.

A mechanism is the resources we offer and how people reason with them (Dalkin et al. 2015); it
stays before the concrete act. The advice warns and never stops anybody.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

ACTS = (
    "afhold",
    "afskaf",
    "ansæt",
    "bestil",
    "byg",
    "gennemfør",
    "indfør",
    "indkøb",
    "installer",
    "invit",
    "iværksæt",
    "køb",
    "lancer",
    "nedsæt",
    "opret",
    "planlæg",
    "planlægg",
    "send",
    "udarbejd",
    "udbyd",
    "udsend",
    "uddan",
    "uddann",
    "udpeg",
    "udrul",
)
"""How verbs for concrete acts begin."""
THINGS = ("app", "kampagne", "konsulent", "kursus", "pjece", "projektleder", "system", "workshop")
"""Things that are bought or held, not thought."""
ENDINGS = r"(?:e|es|er|te|t|et|else|elsen|elser|ere|ning|ningen|ter|tes)?"
VERBS = re.compile(rf"\b(?:{'|'.join(ACTS)}){ENDINGS}\b", re.IGNORECASE)
NOUNS = re.compile(rf"\b\w*(?:{'|'.join(THINGS)})(?:en|er|et|erne|ser|serne|s)?\b", re.IGNORECASE)


def act_named_in(text: str) -> str:
    """The word that names an act rather than a mechanism; empty when there is none."""
    found = VERBS.search(text) or NOUNS.search(text)
    return found.group(0) if found else ""


def mechanism_advice(text: str) -> str:
    """What to think about once more; empty when the text stays with how people think."""
    word = act_named_in(text)
    if not word:
        return ""
    return _(
        "«%(word)s» lyder som noget, I gør. En virksom mekanisme siger, hvad I tilbyder, som er "
        "nyt, og hvordan folk så tænker eller vælger anderledes. Gem det, I gør, som en "
        "prøvehandling."
    ) % {"word": word}
