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

export async function leave(then = () => show(page.current)) {
  // Away from the editor; what was typed and not saved stays as a draft, and a note is kept.
  const index = page.current;
  const note = page.editing ? list.querySelector(".active .note-field")?.value : undefined;
  if (page.editing) await keepDraft(index);
  then();
  if (note !== undefined) await saveNote(index, note);
}

export async function save(actions) {
  clearTimeout(waiting);
  const unit = page.units[page.current];
  const target = $("editor").value;
  const note = list.querySelector(".active .note-field")?.value ?? unit.note;
  await decide(unit, { actions, target, note });
}

async function decide(unit, body) {
  // One verdict at a time: a second one before the answer would fall on the unit that is left.
  if (page.deciding) return;
  page.deciding = true;
  const fresh = await change(unit, "verdict", body).finally(() => { page.deciding = false; });
  const held = page.held.splice(0);
  if (!fresh) return;
  goOn(unit, body, fresh);
  pressAgain(held);
}

function goOn(unit, body, fresh) {
  page.last.push(unit.i);
  if (page.current !== unit.i) { redraw(fresh); return; }
  page.editing = false;
  announce(`Unit ${fresh.id}: ${STATES[fresh.status]}.`);
  const onward = body.actions.at(-1) !== "edit" && (redraw(fresh), nextOpen());
  if (!onward) show(unit.i);
}

function pressAgain(keys) {
  for (const { key, ctrlKey, metaKey, altKey, shiftKey } of keys) {
    const field = document.activeElement ?? document.body;
    const free = field.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true }));
    if (!free || field.id !== "editor" || key.length > 1) continue;
    field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
    typed();
  }
}

const noted = (unit) => ({ target: "", note: list.querySelector(".active .note-field")?.value ?? unit.note });

function drafted(unit) {
  if (unit.draft) saved("This unit has a draft: edit it (e) or discard it first.", true);
  return Boolean(unit.draft);
}

export function approve() {
  const unit = page.units[page.current];
  if (!unit) return;
  if (page.editing) save(["edit", "accept"]);
  else if (unit.state === "final") saved("This unit is final already.");
  else if (!drafted(unit)) decide(unit, { actions: ["accept"], ...noted(unit) });
}

export function reject() {
  const unit = page.units[page.current];
  if (unit && !drafted(unit)) decide(unit, { actions: ["reject"], ...noted(unit) });
}

export async function saveNote(index, note) {
  const unit = page.units[index];
  if (note === unit.note || page.editing) return;
  const fresh = await change(unit, "verdict", { actions: ["edit"], target: unit.target, note });
  if (!fresh) return;
  page.last.push(index);
  if (index !== page.current) redraw(fresh);
}

export async function undo(index = page.last.pop()) {
  const unit = page.units[index ?? page.current];
  if (!unit?.undo) { saved("Nothing to undo."); return; }
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
