// Keys and clicks.

import { approve, edit, leave, reject, save, undo } from "./editor.js";
import { clearFilters, filter, form } from "./filters.js";
import { element, list, nextOpen, show, step } from "./list.js";
import { $, announce, page, saved } from "./page.js";
import { openNote } from "./row.js";
import { openTerms } from "./terms.js";
import { theme } from "./theme.js";

export const KEYS = [
  ["Moving", [["j ↓", "Next unit"], ["k ↑", "Previous unit"], ["n", "Next open unit"], ["Home End", "First, last unit"], ["Page ↑ ↓", "Ten units on"]]],
  ["Deciding", [["a", "Approve (again: make final)"], ["e Enter", "Edit"], ["x", "Reject: translate it again"], ["u Ctrl Z", "Undo the last change"], ["m", "Note"]]],
  ["In the editor", [["Ctrl Enter", "Save, approve, go on"], ["Enter", "Save"], ["Shift Enter", "New line"], ["Esc", "Leave; the text stays as a draft"], ["Alt 1 … 3", "Use a match of the memory"]]],
  ["Finding", [["/", "Search"], ["f", "Filters"], ["o", "Worst first or reading order"], ["c", "Clear the filters"]]],
  ["More", [["t", "New term from the selection"], ["d", "Light, dark, as the system"], ["?", "These keys"]]],
];

export const ACTIONS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), n: () => nextOpen() || saved("No open unit is left in this list."),
  PageDown: () => step(10), PageUp: () => step(-10),
  Home: () => page.view.length && show(page.view[0]), End: () => page.view.length && show(page.view.at(-1)),
  a: approve, e: edit, Enter: edit, x: reject, u: () => undo(), m: openNote,
  "/": () => { form.elements.text.focus(); form.elements.text.select(); }, f: () => form.elements.state.focus(),
  o: () => { form.elements.order.selectedIndex = 1 - form.elements.order.selectedIndex; filter(); announce(form.elements.order.selectedOptions[0].text); },
  c: clearFilters, t: openTerms, d: theme, "?": () => $("help").showModal(),
};

function editorKey(event) {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    save(event.ctrlKey || event.metaKey ? ["edit", "accept"] : ["edit"]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    leave();
  }
}

// A key that is held down must not decide on units that nobody has read.
const ONCE = ["a", "x", "u", "z"];
const blind = (event, field) =>
  event.repeat && (field?.id === "editor" ? event.key === "Enter" && !event.shiftKey : !field && ONCE.includes(event.key));

function hold(event) {
  // While a verdict is on its way, keys wait for the unit that comes next; those of the browser pass.
  const own = event.ctrlKey || event.metaKey ? ["Enter", "z"].includes(event.key) : event.key.length === 1 || ACTIONS[event.key];
  if (!own) return;
  event.preventDefault();
  if (!event.repeat) page.held.push(event);
}

export function pressed(event) {
  const field = event.target.closest("input, textarea, select");
  if (document.querySelector("dialog[open]")) return;
  if (page.deciding && (!field || field.id === "editor")) hold(event);
  else if (blind(event, field)) event.preventDefault();
  else act(event, field);
}

function act(event, field) {
  if (event.altKey && /^[1-9]$/.test(event.key)) {
    const use = list.querySelectorAll(".active .use")[event.key - 1];
    if (use) { event.preventDefault(); use.click(); }
  } else if (field?.id === "editor") editorKey(event);
  else if (field) {
    if (event.key === "Escape" || (event.key === "Enter" && field.name !== "order")) { event.preventDefault(); field.blur(); element(page.current)?.focus(); }
  } else if ((event.ctrlKey || event.metaKey) && event.key === "z") { event.preventDefault(); undo(); }
  else if (ACTIONS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.target.closest("button") && event.key === "Enter") return;
    event.preventDefault();
    ACTIONS[event.key]();
  }
}

export function clicked(event) {
  const holder = event.target.closest(".unit");
  if (!holder || event.target.closest("button, input, textarea, label")) return;
  const index = Number(holder.dataset.i);
  const chosen = getSelection().toString() !== "";
  if (index !== page.current) leave(() => show(index));
  else if (!chosen && event.target.closest(".target .text")) edit();
}
