// One unit as it is shown.

import { approve, draftOf, edit, editor, leave, reject, save, saveNote, type, undo } from "./editor.js";
import { tally } from "./filters.js";
import { list, redraw } from "./list.js";
import { AUTHORS, DONE, h, MARKS, number, page, STATES } from "./page.js";
import { change } from "./server.js";
import { diff, marked } from "./text.js";

export function row(unit) {
  const active = unit.i === page.current;
  const place = page.place.get(unit.i);
  const classes = ["unit", unit.status, unit.kind, active && "active"].filter(Boolean).join(" ");
  const element = h("div", {
    class: classes, role: "listitem", tabindex: active ? "0" : "-1", "data-i": unit.i,
    "aria-current": active ? "true" : null, "aria-setsize": page.view.length, "aria-posinset": place + 1,
    "aria-label": `Unit ${unit.id}, ${STATES[unit.status]}, ${unit.issues.length} issues`,
  });
  const above = page.units[page.view[place - 1]];
  if (page.inOrder && (!above || above.article !== unit.article)) {
    element.append(h("p", { class: "article" }, page.titles[unit.article] || unit.article || ""));
  }
  element.append(
    h("div", { class: "gutter" }, h("span", { class: "mark", "aria-hidden": "true", title: STATES[unit.status] }, MARKS[unit.status]), number(unit.i + 1)),
    h("p", { class: "text source", lang: page.source }, marked(unit.source, "source", unit)),
    targetSide(unit, active),
  );
  if (active) element.append(details(unit));
  return element;
}

function targetSide(unit, active) {
  const side = h("div", { class: "target" });
  if (active && page.editing) side.append(editor(unit));
  else if (unit.target) side.append(h("p", { class: "text", lang: page.target }, marked(unit.target, "target", unit)));
  else side.append(h("p", { class: "text missing" }, "No translation"));
  if (!active) side.append(...chips(unit));
  return side;
}

function chips(unit) {
  const labels = tally(unit.issues.map((issue) => `${issue.severity} ${issue.check}`)).map(([label, count]) => {
    const [severity, check] = label.split(/ (.*)/);
    return h("span", { class: `chip ${severity}` }, count > 1 ? `${check} ×${count}` : check);
  });
  if (unit.draft) labels.push(h("span", { class: "chip draft" }, "draft, not saved"));
  if (unit.note) labels.push(h("span", { class: "chip" }, `note: ${unit.note}`));
  return labels.length ? [h("div", { class: "chips" }, labels)] : [];
}

function button(label, key, action, main = false) {
  return h("button", { type: "button", class: main ? "main" : null, onclick: action }, label, key && " ", key && h("kbd", {}, key));
}

function details(unit) {
  const part = (title, ...content) => h("section", {}, h("h3", {}, title), content);
  const context = h("div", { class: "context" },
    unit.rejected && part("Rejected", h("p", {}, unit.rejected)),
    unit.issues.length > 0 && part("Issues", h("ul", { class: "issues" }, unit.issues.map(issueLine))),
    unit.terms.length > 0 && part("Terms", h("ul", { class: "terms" }, unit.terms.map(termLine))),
    h("p", { class: "meta" }, [...new Set([unit.id, STATES[unit.status], AUTHORS[unit.origin]])].filter(Boolean).join(" · ")),
  );
  const work = h("div", { class: "work" },
    h("div", { class: "buttons" }, page.editing ? editButtons(unit) : readButtons(unit)),
    changeOf(unit),
    h("section", { class: "memory", hidden: true }, h("h3", {}, "Approved for a similar sentence"), h("ul", { class: "matches" })),
    noteOf(unit),
  );
  return h("div", { class: "details" }, context, work);
}

export function changeOf(unit) {
  const text = page.editing ? draftOf(unit) : unit.target;
  const base = unit.machine || unit.target;
  const section = h("section", { class: "change", hidden: base === text });
  section.append(h("h3", {}, unit.machine ? "Change of the machine's text" : "Change"), h("p", { class: "diff", lang: page.target }, diff(base, text)));
  return section;
}

function noteOf(unit) {
  const field = h("input", { class: "note-field", value: unit.note, maxlength: 2000, onchange: (event) => saveNote(unit.i, event.target.value) });
  return h("section", { class: "note", hidden: !unit.note }, h("label", {}, h("h3", {}, "Note"), field));
}

export function openNote() {
  const section = list.querySelector(".active .note");
  if (!section) return;
  section.hidden = false;
  section.querySelector("input").focus();
}

function readButtons(unit) {
  return [
    unit.draft && h("span", { class: "chip draft" }, "draft, not saved"),
    unit.draft && button("Discard draft", "", () => change(unit, "draft", { target: "" }).then((fresh) => fresh && redraw(fresh))),
    unit.undo > 0 && button("Undo", "u", () => undo(unit.i)),
    !unit.note && button("Note", "m", openNote),
    button("Reject", "x", reject),
    button(unit.draft ? "Edit the draft" : "Edit", "e", edit),
    unit.state !== "final" && button(DONE.includes(unit.state) ? "Make final" : "Approve", "a", approve, true),
  ];
}

function editButtons(unit) {
  return [
    unit.machine && button("Machine's text", "", () => type(unit.machine)),
    button("Leave", "Esc", () => leave()),
    button("Save", "Enter", () => save(["edit"])),
    button("Save and approve", "Ctrl Enter", () => save(["edit", "accept"]), true),
  ];
}

function issueLine(issue) {
  return h("li", { class: issue.severity, title: issue.category }, h("b", {}, issue.check), h("span", {}, issue.message));
}

function termLine(term) {
  return h("li", {}, h("span", { class: term.hit ? "ok" : "no" }, term.hit ? "✓ " : "✕ "), termText(term));
}

export function termText(term) {
  const form = term.form === term.source ? "" : ` (here “${term.form}”)`;
  return `${term.source}${form} → ${term.target || "keep"}${term.hit ? "" : ": not in the translation"}`;
}
