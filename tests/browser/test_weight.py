"""Pages come quickly on slow lines: what the first and the later visit weigh."""

from __future__ import annotations

import brotli
import pytest

from tests.browser.screen import LATER_PAGE
from tests.factories import MunicipalityFactory

FIRST_VISIT = 150_000
ALREADY_PACKED = (".woff2", ".png")


def weigh(screen, path):
    """Add up a visit as production sends it: static files in brotli, pages as they come."""
    pages, files = 0, 0
    answers = []
    screen.page.on("response", lambda answer: answers.append(answer))
    screen.page.goto(screen.address + path, wait_until="networkidle")
    for answer in answers:
        if "/static/" not in answer.url:
            pages += answer.request.sizes()["responseBodySize"]
        elif answer.url.endswith(ALREADY_PACKED):
            files += len(answer.body())
        else:
            files += len(brotli.compress(answer.body(), quality=11))
    return pages, files


@pytest.mark.parametrize("path", ["/", "/was", "/galleri/", "/konto/login/"])
def test_a_first_visit_is_light_and_a_later_one_is_a_feather(screen, path):
    MunicipalityFactory()

    page, files = weigh(screen, path)

    assert page + files <= FIRST_VISIT, (page, files)
    assert page <= LATER_PAGE, page
    assert files > 20_000, "the assets did come"
