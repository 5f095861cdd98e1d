// The list: chunks of units that are filled only near the window, and moving in it.

import { remember, TESTS } from "./filters.js";
import { hideTip, lookUp } from "./hover.js";
import { $, announce, CHUNK, h, page } from "./page.js";
import { row } from "./row.js";
import { take } from "./server.js";

export const list = $("list");
let rowHeight = 84;

const observer = new IntersectionObserver((entries) => {
  for (const entry of entries) entry.isIntersecting ? draw(entry.target) : drop(entry.target);
}, { rootMargin: "1500px 0px" });

export function layout() {
  observer.disconnect();
  const chunks = [];
  for (let start = 0; start < page.view.length; start += CHUNK) {
    const chunk = h("div", { class: "chunk", role: "presentation" });
    chunk.start = start;
    chunk.style.height = `${Math.min(CHUNK, page.view.length - start) * rowHeight}px`;
    chunks.push(chunk);
  }
  list.replaceChildren(...chunks);
  if (page.current >= 0) show(page.current, "center");
  chunks.forEach((chunk) => observer.observe(chunk));
}

function draw(chunk) {
  if (chunk.drawn) return;
  chunk.drawn = true;
  chunk.style.height = "";
  chunk.replaceChildren(...page.view.slice(chunk.start, chunk.start + CHUNK).map((index) => row(page.units[index])));
}

function drop(chunk) {
  // The chunk with the unit at hand stays, for the reviewer may be typing there.
  const place = page.place.get(page.current);
  if (!chunk.drawn || (place >= chunk.start && place < chunk.start + CHUNK)) return;
  rowHeight = chunk.offsetHeight / chunk.children.length;
  chunk.style.height = `${chunk.offsetHeight}px`;
  chunk.drawn = false;
  chunk.replaceChildren();
}

export function element(index) {
  const place = page.place.get(index);
  if (place === undefined) return null;
  const chunk = list.children[Math.floor(place / CHUNK)];
  draw(chunk);
  return chunk.children[place % CHUNK];
}

export function redraw(unit) {
  const old = element(unit.i);
  if (!old) return null;
  const fresh = row(unit);
  old.replaceWith(fresh);
  return fresh;
}

export function show(index, block = "nearest") {
  // Makes a unit the one at hand and brings it into sight.
  const before = page.current;
  page.current = index;
  page.editing = false;
  hideTip();
  for (const values of page.later.values()) take(values);
  if (before !== index && page.units[before]) redraw(page.units[before]);
  const shown = redraw(page.units[index]);
  // Who types in the search box or goes through a list of filters goes on there: letters are keys in the list.
  if (!document.activeElement?.closest("#filters input, #filters select")) shown?.focus({ preventScroll: true });
  shown?.scrollIntoView({ block });
  lookUp(page.units[index]);
  remember();
}

export function step(by) {
  const place = page.place.get(page.current) ?? -1;
  const next = Math.min(page.view.length - 1, Math.max(0, place + by));
  if (page.view.length && next !== place) show(page.view[next]);
}

export function nextOpen() {
  const from = (page.place.get(page.current) ?? -1) + 1;
  const ahead = [...page.view.slice(from), ...page.view.slice(0, from)];
  const next = ahead.find((index) => TESTS.open(page.units[index]));
  if (next !== undefined) show(next);
  else announce("No open unit is left in this list.");
  return next !== undefined;
}
