// The start of the page.

import { keepDraft, leave } from "./editor.js";
import { choices, clearFilters, filter, form, progress, recall } from "./filters.js";
import { hideTip, hover } from "./hover.js";
import { ACTIONS, clicked, KEYS, pressed } from "./keys.js";
import { list } from "./list.js";
import { $, h, page, saved } from "./page.js";
import { ask, poll, take } from "./server.js";
import { listenTerms, termForm } from "./terms.js";
import { setTheme, theme } from "./theme.js";

function listen() {
  let pause;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    clearTimeout(pause);
    pause = setTimeout(() => leave(filter), event.target.type === "search" ? 150 : 0);
  });
  document.addEventListener("keydown", pressed);
  list.addEventListener("click", clicked);
  list.addEventListener("mouseover", hover);
  list.addEventListener("mouseleave", hover);
  addEventListener("scroll", hideTip, { passive: true });
  addEventListener("pagehide", () => keepDraft(page.current));
  document.addEventListener("visibilitychange", poll);
  setInterval(poll, 4000);
  $("clear").addEventListener("click", clearFilters);
  $("help-button").addEventListener("click", ACTIONS["?"]);
  $("theme-button").addEventListener("click", theme);
  if (termForm) listenTerms();
}

function keysHelp() {
  $("help-keys").append(...KEYS.map(([title, keys]) => h("section", {}, h("h3", {}, title),
    keys.map(([key, text]) => h("div", {}, h("span", {}, text), h("kbd", {}, key))))));
}

async function start() {
  setTheme(localStorage.getItem("theme") ?? "");
  keysHelp();
  const answer = await ask("/api/units");
  page.version = answer.version;
  page.titles = answer.titles;
  answer.units.forEach(take);
  choices();
  recall();
  progress();
  filter();
  listen();
  saved("Saved");
  document.body.dataset.ready = "true";
}

start();
