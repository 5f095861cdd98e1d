// The terms panel.

import { filter, form } from "./filters.js";
import { $, announce, h, number, page, saved } from "./page.js";
import { ask } from "./server.js";

export const termForm = $("term-form");
let termWait;

export function openTerms() {
  if (!termForm) { announce("No glossary is open; start bitext review with --glossary FILE."); saved("No glossary is open (--glossary FILE)."); return; }
  const selection = getSelection();
  const text = selection.toString().trim();
  const area = $("editor");
  const typedText = area && document.activeElement === area ? area.value.slice(area.selectionStart, area.selectionEnd).trim() : "";
  const inSource = selection.anchorNode?.parentElement?.closest(".source");
  if (typedText || (text && !inSource)) termForm.elements.target.value = typedText || text;
  else if (text) termForm.elements.source.value = text;
  $("terms").showModal();
  termForm.elements[termForm.elements.source.value ? "target" : "source"].focus();
  checkTerm();
}

export function listenTerms() {
  $("terms-button").addEventListener("click", openTerms);
  // Focus leaves the text when the button is pressed; the selection must outlive that.
  $("terms-button").addEventListener("mousedown", (event) => event.preventDefault());
  termForm.addEventListener("submit", addTerm);
  termForm.addEventListener("input", () => {
    clearTimeout(termWait);
    termWait = setTimeout(checkTerm, 250);
  });
}

const termValues = () => Object.fromEntries(new FormData(termForm));

let termTurn = 0;

async function checkTerm() {
  const turn = ++termTurn;
  const values = termValues();
  let answer = { findings: [], touched: [] };
  let problem = "";
  if (values.source.trim()) {
    $("term-status").textContent = "Looking…";
    // While the English side is still missing, only the hits are of interest.
    const whole = values.target.trim() || ["keep", "forbidden"].includes(values.status);
    try {
      answer = await ask("/api/terms/check", whole ? values : { ...values, status: "keep" });
    } catch (error) {
      problem = error.message;
    }
  }
  // What was typed since then has been asked about by a later turn.
  if (turn !== termTurn) return;
  $("term-status").textContent = problem;
  $("term-findings").replaceChildren(...answer.findings.map((finding) => h("li", {}, finding)));
  showTouched(answer.touched, Boolean(values.target.trim()));
}

function showTouched(touched, judged) {
  const missing = touched.filter((one) => !one.satisfied).length;
  $("term-count").hidden = $("term-show").hidden = !touched.length;
  $("term-count").textContent = `In ${number(touched.length)} ${touched.length === 1 ? "unit" : "units"}${judged ? `, ${number(missing)} of them without an allowed English form` : ""}`;
  $("term-show").onclick = () => narrow(touched.map((one) => one.index));
  if (judged) touched.sort((one, two) => one.satisfied - two.satisfied || one.index - two.index);
  $("term-touched").replaceChildren(...touched.slice(0, 30).map((one) => {
    const mark = judged && h("span", { class: one.satisfied ? "ok" : "no" }, one.satisfied ? "✓ " : "✕ ");
    const unit = page.units[one.index];
    return h("li", {}, h("button", { type: "button", onclick: () => narrow([one.index]) }, mark, unit.source, h("br"), h("small", {}, unit.target)));
  }));
}

function narrow(indexes) {
  $("terms").close();
  page.only = new Set(indexes);
  form.elements.state.value = "all";
  filter({ keep: false });
}

async function addTerm(event) {
  event.preventDefault();
  clearTimeout(termWait);
  termTurn++;
  try {
    const answer = await ask("/api/terms", termValues());
    termForm.reset();
    await checkTerm();
    $("term-status").textContent = `“${answer.added}” is in ${answer.glossary}; the next translation uses it.`;
  } catch (error) {
    $("term-status").textContent = error.message;
  }
}
