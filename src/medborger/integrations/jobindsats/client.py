"""Ask Jobindsats over HTTP. The token comes from the settings and is never shown or logged."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote, urlencode

from django.conf import settings

from medborger.integrations.jobindsats.answers import Cell, JobindsatsFault, cells_csv, cells_v2
from medborger.integrations.jobindsats.answers import cells_v3 as read_v3

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE: Final = re.compile(r"[a-z0-9_]{3,20}")
SECONDS: Final = 60
LARGEST: Final = 64 * 2**20
REFUSALS: Final = {
    401: "Jobindsats godtager ikke nøglen. Se indstillingen JOBINDSATS_TOKEN.",
    403: "Jobindsats godtager ikke nøglen. Se indstillingen JOBINDSATS_TOKEN.",
    404: "Jobindsats kender ikke tabellen.",
    429: "Jobindsats vil have færre spørgsmål. Prøv igen om lidt.",
}


@dataclass(frozen=True, slots=True)
class Jobindsats:
    """A door to Jobindsats.

    Attributes:
        token: The municipality's own key.
        address: Where the API answers.
        version: 2 or 3.
    """

    token: str = field(repr=False)
    address: str = "https://api.jobindsats.dk"
    version: int = 2

    @classmethod
    def from_settings(cls) -> Self:
        """The door the settings describe.

        Raises:
            JobindsatsFault: There is no token.
        """
        if not settings.JOBINDSATS_TOKEN:
            raise JobindsatsFault("Nøglen til Jobindsats mangler. Sæt JOBINDSATS_TOKEN.")
        return cls(settings.JOBINDSATS_TOKEN, settings.JOBINDSATS_URL, settings.JOBINDSATS_VERSION)

    def cells(
        self, table: str, *, areas: Sequence[str] = (), months: int = 60, form: str = "json"
    ) -> list[Cell]:
        """Ask for the newest months of every measure of a table.

        Args:
            table: The table's id, such as `y25i01`.
            areas: Names of areas; all municipalities when empty.
            months: How many, counted back from the newest.
            form: `json`, or `csv` (version 2 only).

        Raises:
            JobindsatsFault: It could not be had; the text says what to do.
        """
        if not TABLE.fullmatch(table):
            raise JobindsatsFault(f"«{table}» er ikke en tabel. Skriv for eksempel y25i01.")
        if self.version == 2:
            asked = {"period": f"l(M:{months})"} | ({"area": ",".join(areas)} if areas else {})
            body = self._get(f"/v2/data/{table}/{form}", asked)
            return cells_csv(body) if form == "csv" else cells_v2(_json(body))
        where = {f"hierarchy._nykom={quote(area)}" for area in areas} or {"hierarchy._nykom=*"}
        words = ["mgroup.*=*", f"period.M=latest:{months}", *sorted(where), "format=json"]
        return read_v3(_json(self._get(f"/v3/data/{table}", "&".join(words))))

    def tables(self) -> list[dict[str, Any]]:
        """The tables there are, as Jobindsats describes them (version 2)."""
        answer = _json(self._get("/v2/tables", {}))
        if not isinstance(answer, list):
            raise JobindsatsFault("Svaret fra Jobindsats har en form, vi ikke kender.")
        return answer

    def _get(self, path: str, asked: dict[str, str] | str) -> str:
        words = asked if isinstance(asked, str) else urlencode(asked)
        key = self.token if path.startswith("/v2") else f"Bearer {self.token}"
        request = urllib.request.Request(  # noqa: S310 - the address is a setting
            f"{self.address}{path}" + (f"?{words}" if words else ""),
            headers={"Authorization": key, "Accept": "application/json, text/csv"},
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                raw = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as refused:
            refused.close()
            said = REFUSALS.get(
                refused.code, f"Jobindsats svarer {refused.code}. Prøv igen senere."
            )
            raise JobindsatsFault(said) from None
        except OSError:
            raise JobindsatsFault("Vi kan ikke få fat i Jobindsats. Prøv igen senere.") from None
        if len(raw) > LARGEST:
            raise JobindsatsFault("Svaret er for stort. Bed om færre måneder.")
        return str(raw.decode("utf-8-sig", errors="replace"))


def _json(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise JobindsatsFault("Svaret fra Jobindsats er ikke JSON. Prøv igen senere.") from None
