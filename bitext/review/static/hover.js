// What was approved for similar sentences, and what shows when the mouse rests on a word.

import { type } from "./editor.js";
import { list } from "./list.js";
import { $, h, page } from "./page.js";
import { termText } from "./row.js";
import { ask } from "./server.js";
import { diff } from "./text.js";

let lookingUp;

export function lookUp(unit) {
  clearTimeout(lookingUp);
  lookingUp = setTimeout(async () => {
    const answer = await ask(`/api/units/${unit.i}/matches`).catch(() => ({ matches: [] }));
    const section = list.querySelector(".active .memory");
    if (!section || page.current !== unit.i) return;
    section.hidden = !answer.matches.length;
    section.querySelector("ul").replaceChildren(...answer.matches.map((match, order) => matchLine(match, order, unit)));
  }, 120);
}

function matchLine(match, order, unit) {
  return h("li", {},
    h("span", { class: "percent" }, `${match.similarity} %`),
    h("div", {},
      h("p", { lang: page.target }, match.target),
      match.source !== unit.source && h("p", { class: "diff", lang: page.source }, diff(match.source, unit.source)),
      h("p", { class: "origin" }, match.origin)),
    h("button", { type: "button", class: "use", onclick: () => type(match.target) }, "Use ", h("kbd", {}, `Alt ${order + 1}`)),
  );
}


const tip = $("tip");

export function hideTip() {
  tip.hidden = true;
}

export function hover(event) {
  const span = event.target.closest?.("span[data-term], span[data-tip], span[data-word]");
  list.querySelectorAll(".linked").forEach((old) => old.classList.remove("linked"));
  if (!span) { hideTip(); return; }
  const holder = span.closest(".unit");
  const unit = page.units[holder.dataset.i];
  if (span.dataset.word !== undefined) linkWords(span, holder, unit);
  const term = unit.terms[span.dataset.term];
  const lines = [
    term && termText(term),
    term && `${term.hit ? `how: ${term.strategy}` : ""}${term.origin ? `\n${term.origin}` : ""}`.trim(),
    span.dataset.tip,
  ].filter(Boolean);
  if (lines.length) placeTip(span, lines.join("\n"));
  else hideTip();
}

function linkWords(span, holder, unit) {
  const ours = span.closest(".source") ? 0 : 1;
  const word = Number(span.dataset.word);
  const light = (side, wordOrder) =>
    holder.querySelectorAll(`${side ? ".target" : ".source"} [data-word="${wordOrder}"]`).forEach((other) => other.classList.add("linked"));
  light(ours, word);
  for (const link of unit.links) if (link[ours] === word) light(1 - ours, link[1 - ours]);
}

function placeTip(span, text) {
  tip.textContent = text;
  tip.hidden = false;
  const box = span.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
  const below = box.bottom + 6 + tip.offsetHeight < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? box.bottom + 6 : box.top - tip.offsetHeight - 6}px`;
}
