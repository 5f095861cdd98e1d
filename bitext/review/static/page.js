// What the whole page knows and says; every text goes into it as a text node, never as markup.

export const $ = (id) => document.getElementById(id);
export const DONE = ["reviewed", "final"];
export const CHUNK = 20;
export const MARKS = { initial: "○", copy: "=", translated: "✎", reviewed: "✓", final: "✔", rejected: "✕" };
export const STATES = {
  initial: "not reviewed", copy: "kept as it is", translated: "edited, not approved", reviewed: "approved", final: "final",
  rejected: "rejected, to be translated again",
};

export const AUTHORS = { mt: "machine translation", memory: "from the memory", human: "written by a person", copy: "kept as it is" };

export const page = {
  units: [], version: 0, titles: {},
  view: [],              // indexes of the units that pass the filters, in the chosen order
  place: new Map(),      // unit index -> place in the view
  current: -1,           // index of the unit at hand
  editing: false,
  deciding: false,       // whether a verdict is on its way
  held: [],              // keys that were pressed meanwhile, for the unit that comes next
  last: [],              // indexes of the units that were changed here, for undo
  later: new Map(),      // changes of other tabs to the unit that is being edited here
  only: null,            // units that a new term touches, while the list is narrowed to them
  source: document.body.dataset.source, target: document.body.dataset.target,
};


export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export const number = (value) => value.toLocaleString("en");

export function announce(text) {
  $("announce").textContent = text;
}

export function saved(text, bad = false) {
  $("saved").textContent = text;
  $("saved").classList.toggle("bad", bad);
}

export function banner(text) {
  $("banner").textContent = text;
  $("banner").hidden = !text;
}
