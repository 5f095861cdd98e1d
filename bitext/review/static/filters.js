// Which units are in the list, in which order, and how far the review is.

import { layout } from "./list.js";
import { $, DONE, h, number, page } from "./page.js";

export const form = $("filters");

// What is kept as it is (boilerplate, other languages) is nobody's translation, so nobody has to approve it.
const counts = (unit) => unit.origin !== "copy" || DONE.includes(unit.state) || bad(unit);
const bad = (unit) => unit.issues.some((issue) => issue.severity !== "info");

export const TESTS = {
  open: (unit) => counts(unit) && !DONE.includes(unit.state) && !unit.rejected,
  issues: (unit) => bad(unit) && !DONE.includes(unit.state) && !unit.rejected,
  all: () => true,
  approved: (unit) => DONE.includes(unit.state),
  rejected: (unit) => Boolean(unit.rejected),
  edited: (unit) => unit.machine !== "",
  copy: (unit) => unit.origin === "copy",
  draft: (unit) => unit.draft !== "",
};
const NAMES = {
  open: "Open", issues: "Open with issues", all: "All", approved: "Approved", rejected: "Rejected",
  edited: "Edited", copy: "Kept as they are", draft: "With a draft",
};
const LEVELS = { error: ["error"], warning: ["error", "warning"], info: ["error", "warning", "info"] };

export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, two) => two[1] - one[1]);
}

function fill(select, choices) {
  const value = select.value;
  select.replaceChildren(...choices.map(([key, label]) => h("option", { value: key }, label)));
  if (choices.some(([key]) => key === value)) select.value = value;
}

export function choices() {
  fill(form.elements.state, Object.keys(TESTS).map((key) => [key, NAMES[key]]));
  const checks = tally(page.units.flatMap((unit) => [...new Set(unit.issues.map((issue) => issue.check))]));
  fill(form.elements.check, [["", "Any kind of issue"], ...checks.map(([key, count]) => [key, `${key} (${number(count)})`])]);
  fill(form.elements.severity, [["", "Any severity"], ["error", "Errors"], ["warning", "Warnings and errors"], ["info", "Any remark"]]);
  const articles = [...new Set(page.units.map((unit) => unit.article ?? ""))];
  const label = (article) => page.titles[article] || article || "(no article)";
  fill(form.elements.article, [["*", `All articles (${number(articles.length)})`], ...articles.map((key) => [key, label(key)])]);
}

function passes(wanted) {
  const text = wanted.text.trim().toLowerCase();
  const levels = LEVELS[wanted.severity];
  return (unit) =>
    (page.only === null || page.only.has(unit.i)) &&
    TESTS[wanted.state](unit) &&
    (!wanted.check || unit.issues.some((issue) => issue.check === wanted.check)) &&
    (!levels || unit.issues.some((issue) => levels.includes(issue.severity))) &&
    (wanted.article === "*" || (unit.article ?? "") === wanted.article) &&
    (!text || [unit.source, unit.target, unit.id, unit.note].some((part) => part.toLowerCase().includes(text)));
}

const wanted = () => Object.fromEntries(new FormData(form));

export function filter({ keep = true } = {}) {
  // The list stays as it is until a filter changes, so that nothing jumps while units are approved.
  const choice = wanted();
  page.needle = choice.text.trim().toLowerCase();
  page.inOrder = choice.order === "i";
  page.view = page.units.filter(passes(choice)).sort((one, two) => one[choice.order] - two[choice.order]).map((unit) => unit.i);
  page.place = new Map(page.view.map((index, place) => [index, place]));
  const narrowed = choice.text || choice.check || choice.severity || choice.article !== "*" || page.only;
  $("clear").hidden = !narrowed;
  for (const select of form.querySelectorAll("select")) select.classList.toggle("set", select.name !== "order" && select.selectedIndex > 0);
  $("count").textContent = `${number(page.view.length)} of ${number(page.units.length)}`;
  page.editing = false;
  if (!keep || !page.place.has(page.current)) page.current = page.view[0] ?? -1;
  layout();
  empty(choice);
  remember();
}

function empty(choice) {
  $("empty").hidden = page.view.length > 0;
  const finished = choice.state === "open" && $("clear").hidden;
  const none = $("clear").hidden ? "No unit is in this state; f chooses another." : "No unit passes these filters; c clears them.";
  $("empty").textContent = finished ? "Every unit has been looked at. Nothing is open." : none;
}

export function clearFilters() {
  page.only = null;
  form.elements.text.value = form.elements.check.value = form.elements.severity.value = "";
  form.elements.article.value = "*";
  filter();
}

export function progress() {
  for (const option of form.elements.state.options) {
    option.textContent = `${NAMES[option.value]} (${number(page.units.filter(TESTS[option.value]).length)})`;
  }
  const all = page.units.filter(counts);
  const done = all.filter((unit) => DONE.includes(unit.state)).length;
  const percent = all.length ? Math.floor((100 * done) / all.length) : 100;
  $("progress").max = all.length || 1;
  $("progress").value = done;
  $("progress-text").textContent = `${number(done)} of ${number(all.length)} approved · ${percent} %`;
}

export function remember() {
  sessionStorage.setItem("review", JSON.stringify({ ...wanted(), current: page.current }));
}

export function recall() {
  const stored = JSON.parse(sessionStorage.getItem("review") ?? "{}");
  page.current = stored.current ?? -1;
  for (const [name, value] of Object.entries(stored)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value;
    if (field.value !== value) field.selectedIndex = 0;
  }
}
