// Verdicts: editing, approving, rejecting, undoing, and what to do when another tab was faster.

import { lookUp } from "./hover.js";
import { list, nextOpen, redraw, show } from "./list.js";
import { $, announce, h, page, saved, STATES } from "./page.js";
import { changeOf } from "./row.js";
import { change, take } from "./server.js";
import { diff } from "./text.js";

export const draftOf = (unit) => $("editor")?.value ?? (unit.draft || unit.target);

export function editor(unit) {
  const area = h("textarea", {
    id: "editor", lang: page.target, spellcheck: "true", maxlength: 20000, rows: 2, "aria-label": "Translation", oninput: typed,
  });
  area.value = unit.draft || unit.target;
  return area;
}

let waiting;

function typed() {
  const unit = page.units[page.current];
  list.querySelector(".active .change")?.replaceWith(changeOf(unit));
  clearTimeout(waiting);
  waiting = setTimeout(() => keepDraft(unit.i), 400);
}

export function keepDraft(index) {
  clearTimeout(waiting);
  const area = $("editor");
  if (!area || index !== page.current) return null;
  const [unit, text] = [page.units[index], area.value];
  const target = text === unit.target ? "" : text;
  return target === unit.draft ? null : change(unit, "draft", { target });
}

export function edit() {
  const unit = page.units[page.current];
  if (!unit || page.editing) return;
  page.editing = true;
  redraw(unit);
  lookUp(unit);
  const area = $("editor");
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.closest(".unit").scrollIntoView({ block: "nearest" });
}

export function type(text) {
  edit();
  const area = $("editor");
  area.value = text;
  area.focus();
  typed();
}

export async function leave() {
  // Away from the editor; what was typed and not saved stays as a draft.
  const index = page.current;
  const note = list.querySelector(".active .note-field")?.value;
  await keepDraft(index);
  show(index);
  await saveNote(index, note ?? page.units[index].note);
}

export async function save(actions) {
  clearTimeout(waiting);
  const unit = page.units[page.current];
  const target = $("editor").value;
  const note = list.querySelector(".active .note-field")?.value ?? unit.note;
  await decide(unit, { actions, target, note });
}

async function decide(unit, body) {
  const fresh = await change(unit, "verdict", body);
  if (!fresh) return;
  page.last.push(unit.i);
  if (page.current !== unit.i) { redraw(fresh); return; }
  page.editing = false;
  announce(`Unit ${fresh.id}: ${STATES[fresh.status]}.`);
  const onward = body.actions.at(-1) !== "edit" && (redraw(fresh), nextOpen());
  if (!onward) show(unit.i);
}

const noted = (unit) => ({ target: "", note: list.querySelector(".active .note-field")?.value ?? unit.note });

export function approve() {
  const unit = page.units[page.current];
  if (!unit) return;
  if (page.editing) save(["edit", "accept"]);
  else if (unit.draft) saved("This unit has a draft: edit it (e) or discard it first.", true);
  else decide(unit, { actions: ["accept"], ...noted(unit) });
}

export function reject() {
  const unit = page.units[page.current];
  if (unit) decide(unit, { actions: ["reject"], ...noted(unit) });
}

export async function saveNote(index, note) {
  const unit = page.units[index];
  if (note === unit.note || page.editing) return;
  const fresh = await change(unit, "verdict", { actions: ["edit"], target: unit.target, note });
  if (fresh) page.last.push(index);
}

export async function undo(index = page.last.pop()) {
  const unit = page.units[index ?? page.current];
  if (!unit?.undo) { announce("Nothing to undo."); return; }
  if (page.last.at(-1) === unit.i) page.last.pop();
  const fresh = await change(unit, "undo", {});
  if (!fresh) return;
  announce(`Unit ${fresh.id}: undone, ${STATES[fresh.status]}.`);
  if (page.place.has(fresh.i)) show(fresh.i);
}

export function conflict(unit, theirs, body) {
  // Until the reviewer chooses, this page keeps the old version, so that a later save asks again.
  const rejects = body.actions?.includes("reject");
  const mine = body.target || unit.target;
  $("theirs").textContent = `${theirs.target}  (${STATES[theirs.status]})`;
  $("yours").textContent = rejects ? "Reject this unit" : body.actions ? mine : "Undo the last change";
  $("both").replaceChildren(...diff(theirs.target, mine));
  const close = (then) => () => { $("conflict").close(); then(); };
  $("keep-theirs").onclick = close(async () => {
    take(theirs);
    await change(theirs, "draft", { target: "" });
    show(theirs.i);
  });
  $("keep-mine").onclick = close(() => {
    take(theirs);
    if (!body.actions) undo(theirs.i);
    else decide(theirs, rejects ? body : { ...body, actions: [...new Set(["edit", ...body.actions])], target: mine });
  });
  $("keep-looking").onclick = close(() => $("editor")?.focus());
  $("conflict").showModal();
}
