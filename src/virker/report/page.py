"""One HTML page per result: the sentence first, then the curve, the numbers and why to trust them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, cast

from virker.protocol import KINDS
from virker.report.charts import Point, balance_chart, curve_chart
from virker.report.facts import facts
from virker.report.said import CHECKS, HEADINGS, QUESTIONS, VERDICTS
from virker.words import service_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from virker.result import Check, Estimate, Language, Result

COUNTS = 20
"""From here on what is measured is a count, and shown without decimals."""
SHARES = {"describe"}
"""Questions whose numbers are shares or weeks as they are, not differences."""
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem;color:#1a1a1a;
background:#fff}h1{font-size:1.6rem;line-height:1.25}.verdict{font-size:1.25rem;border-left:.4rem
solid #0059b3;padding:.5rem 1rem;background:#f2f6fa}table{border-collapse:collapse;width:100%;
margin:.5rem 0}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #ccc;
vertical-align:top}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}svg{width:100%;height:auto}svg text{font-size:12px;fill:#333}
.band{fill:#cfe0f2}.line{fill:none;stroke:#0059b3;stroke-width:2.5}.nought{stroke:#1a1a1a}
.grid{stroke:#e2e2e2}.before{fill:#fff;stroke:#7a4b00;stroke-width:2}.after{fill:#0059b3}
article+article{margin-top:4rem;border-top:3px solid #1a1a1a}code{overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
"""


def page(result: Result) -> str:
    """Lay a result out as a page that stands alone: no script, nothing fetched.

    Args:
        result: Any result. Missing numbers are shown as a dash; nothing about one person is in it.

    Returns:
        A whole HTML document, Danish first, then English.
    """
    title = escape(KINDS[result.protocol.kind])
    articles = "".join(_article(result, language) for language in ("da", "en"))
    return (
        '<!doctype html>\n<html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>{articles}</body></html>\n"
    )


def _article(result: Result, language: Language) -> str:
    said = HEADINGS[language]
    asked = KINDS[result.protocol.kind] if language == "da" else QUESTIONS[result.protocol.kind]
    service = service_word(result.protocol, language)
    other = "en" if language == "da" else "da"
    parts = [
        f'<p><a href="#{other}" lang="{other}">{said["language"]}</a></p>',
        f"<h1>{escape(asked)}</h1>",
        f"<p>{escape(service.capitalize())}</p>" if service else "",
        (
            f'<p class="verdict"><strong>{VERDICTS[language][result.verdict.value]}.</strong> '
            f"{escape(result.sentence(language))}</p>"
        ),
        _curve(result, said),
        _numbers(result, language),
        _facts(result, language),
        _checks(result, language),
        _balance(result, language),
        _how(result, language),
    ]
    return f'<article id="{language}" lang="{language}">{"".join(parts)}</article>'


def _curve(result: Result, said: Mapping[str, str]) -> str:
    shown = [e for e in result.curve if e.low == e.low and e.high == e.high]  # NaN
    if not shown:
        return ""
    by = 1.0 if _in_weeks(result) else 100.0
    points = [Point(e.horizon, e.estimate * by, e.low * by, e.high * by) for e in shown]
    unit = said["weeks"] if _in_weeks(result) else said["points"]
    if result.protocol.kind in SHARES and not _in_weeks(result):
        unit = said["percent"]
    chart = curve_chart(points, said["curve_alt"], said["horizon"], unit, said["decimal"])
    return f"<h2>{said['curve']}</h2>{chart}"


def _numbers(result: Result, language: Language) -> str:
    if not result.estimates:
        return ""
    said = HEADINGS[language]
    labelled = any(e.label for e in result.estimates)
    head = [said["horizon"], *([said["label"]] if labelled else [])]
    what = said["share"] if result.protocol.kind in SHARES else said["estimate"]
    head += [what, said["interval"], said["n"], said["n_treated"]]
    rows = [_number_row(e, result, language, labelled=labelled) for e in result.estimates]
    return f"<h2>{said['numbers']}</h2>{table(head, rows)}"


def _number_row(e: Estimate, result: Result, language: Language, *, labelled: bool) -> list[str]:
    by = 1.0 if _in_weeks(result) else 100.0
    low, value, high = (shown(v * by, language) for v in (e.low, e.estimate, e.high))
    between = f"{low} … {high}"
    row = [str(e.horizon), *([e.label] if labelled else []), value, between]
    return [*row, str(e.n), str(e.n_treated)]


def _facts(result: Result, language: Language) -> str:
    told = facts(result, language)
    listed = "".join(f"<li>{escape(text)}</li>" for text in told)
    return f"<h2>{HEADINGS[language]['facts']}</h2><ul>{listed}</ul>" if told else ""


def _checks(result: Result, language: Language) -> str:
    if not result.checks:
        return ""
    said = HEADINGS[language]
    head = [said["check"], said["value"], said["limit"], said["outcome"]]
    rows = [_check_row(check, language) for check in result.checks]
    return f"<h2>{said['checks']}</h2>{table(head, rows)}"


def _check_row(check: Check, language: Language) -> list[str]:
    said, place = HEADINGS[language], 0 if language == "da" else 1
    name = CHECKS[check.name][place] if check.name in CHECKS else check.name
    value, limit = (shown(v, language, 0 if v >= COUNTS else 3) for v in (check.value, check.limit))
    return [name, value, limit, said["passed"] if check.passed else said["failed"]]


def _balance(result: Result, language: Language) -> str:
    listed = cast("list[dict[str, object]]", result.details.get("love_plot", []))
    if not listed:
        return ""
    said = HEADINGS[language]
    rows = [(str(r["name"]), float(str(r["before"])), float(str(r["after"]))) for r in listed[:20]]
    told = [[n, shown(b, language, 2), shown(a, language, 2)] for n, b, a in rows]
    chart = balance_chart(rows, said["balance_alt"], 0.1, said["decimal"])
    inner = table([said["covariate"], said["before"], said["after"]], told)
    return f"<h2>{said['balance']}</h2>{chart}<details><summary>{said['numbers']}</summary>{inner}</details>"


def _how(result: Result, language: Language) -> str:
    said = HEADINGS[language]
    changed = [f"{d.field}: {d.planned} → {d.done} ({d.why})" for d in result.deviations]
    return (
        f"<h2>{said['how']}</h2><p>{said['estimand']}: <span lang='en'>{escape(result.estimand)}"
        f"</span></p><p>{said['hash']}: <code>{result.protocol.hash}</code></p>"
        f"<details><summary>{said['protocol']}</summary><pre>{escape(result.protocol.to_yaml())}"
        f"</pre></details><h3>{said['deviations']}</h3>{_listed(changed, said)}"
        f"<h3>{said['warnings']}</h3>{_listed(result.warnings, said)}"
    )


def _listed(texts: Sequence[str], said: Mapping[str, str]) -> str:
    if not texts:
        return f"<p>{said['none']}</p>"
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the first column is the row's name."""
    top = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(map(_cell, row[1:]))}</tr>'
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(text: str) -> str:
    """A cell; numbers stand to the right, words to the left."""
    kind = "number" if text[-1:].isdigit() or text == "–" else "text"
    return f'<td class="{kind}">{escape(text)}</td>'


def shown(value: float, language: Language, digits: int = 1) -> str:
    """A number as people write it; a dash where it is missing.

    Examples:
        >>> shown(-1.25, "da"), shown(0.5, "en"), shown(float("nan"), "da")
        ('−1,2', '0.5', '–')
    """
    if value != value:  # noqa: PLR0124  # NaN
        return "–"
    text = f"{value:.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if language == "da" else text


def _in_weeks(result: Result) -> bool:
    return result.protocol.outcome.startswith("weeks_")
