// Small helps on top of pages that work without them.
"use strict";

const DRAFT_DELAY = 2000;
const WARN_BEFORE = 120;

// --- errors: the summary takes the focus and the title says so ---
function showErrors(root) {
  const summary = root.querySelector("[data-errors]");
  if (!summary) return;
  summary.focus();
  const word = document.body.dataset.errorWord;
  if (!document.title.startsWith(word)) document.title = `${word} ${document.title}`;
}

// --- drafts: what is typed is kept two seconds after the last key ---
const waiting = new WeakMap();

async function keepDraft(form) {
  const status = form.querySelector("[data-draft-status]");
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
    });
    if (answer.ok && !answer.redirected && status) status.textContent = await answer.text();
  } catch {
    if (status) status.textContent = "";
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft-url]");
  if (!form) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keepDraft(form), DRAFT_DELAY));
});

// --- double clicks: the second one waits for the first ---
document.addEventListener("submit", (event) => {
  const form = event.target;
  clearTimeout(waiting.get(form));
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), 5000);
}, true);

document.addEventListener("htmx:after:request", () => {
  document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
});

// --- time: a warning two minutes before the log-in ends, and one key to stay ---
function watchTime() {
  const warning = document.querySelector("form[data-session-seconds]");
  if (!warning) return;
  let timer;
  const begin = () => {
    warning.hidden = true;
    clearTimeout(timer);
    const seconds = Number(warning.dataset.sessionSeconds) - WARN_BEFORE;
    timer = setTimeout(() => {
      warning.hidden = false;
      warning.querySelector("button").focus();
    }, Math.max(seconds, 1) * 1000);
  };
  warning.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(warning.action, { method: "POST", body: new FormData(warning) });
    warning.removeAttribute("aria-busy");
    if (answer.ok) begin();
  });
  begin();
}

document.addEventListener("DOMContentLoaded", () => {
  showErrors(document);
  watchTime();
});
document.addEventListener("htmx:after:swap", (event) => {
  showErrors(event.target instanceof Element ? event.target : document);
});
