// The review page.  Every text goes into the page as a text node, never as markup.

const $ = (id) => document.getElementById(id);
const DONE = ["reviewed", "final"];
const CHUNK = 20;
const MARKS = { initial: "○", copy: "=", translated: "✎", reviewed: "✓", final: "✔", rejected: "✕" };
const STATES = {
  initial: "not reviewed", copy: "kept as it is", translated: "edited, not approved", reviewed: "approved", final: "final",
  rejected: "rejected, to be translated again",
};

const AUTHORS = { mt: "machine translation", memory: "from the memory", human: "written by a person", copy: "kept as it is" };

const page = {
  units: [], version: 0, titles: {},
  view: [],              // indexes of the units that pass the filters, in the chosen order
  place: new Map(),      // unit index -> place in the view
  current: -1,           // index of the unit at hand
  editing: false,
  last: [],              // indexes of the units that were changed here, for undo
  only: null,            // units that a new term touches, while the list is narrowed to them
  source: document.body.dataset.source, target: document.body.dataset.target,
};

// ---------------------------------------------------------------- elements

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const number = (value) => value.toLocaleString("en");

function announce(text) {
  $("announce").textContent = text;
}

function saved(text, bad = false) {
  $("saved").textContent = text;
  $("saved").classList.toggle("bad", bad);
}

function banner(text) {
  $("banner").textContent = text;
  $("banner").hidden = !text;
}

// ---------------------------------------------------------------- the server

class Refused extends Error {
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.body = body;
  }
}

async function ask(path, body) {
  const options = body && {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), keepalive: true,
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    banner("The server does not answer. What was saved is safe; keep this tab open to keep what you are typing. Start bitext review again and open its new address.");
    throw new Refused(0, { error: "Not saved: the server does not answer." });
  }
  if (answer.status === 403) {
    banner("The server was started again. Open the address that it printed; what was saved is there.");
    throw new Refused(403, { error: "Not saved: this page belongs to an earlier start." });
  }
  banner("");
  const values = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { error: await answer.text() };
  if (!answer.ok) throw new Refused(answer.status, values);
  return values;
}

function take(values) {
  // A row as the server has it now; lists that are empty are not sent.
  const old = page.units[values.i];
  const unit = { issues: [], terms: [], links: [], draft: "", machine: "", note: "", rejected: "", undo: 0, version: 0, rank: old?.rank, ...values };
  unit.status = statusOf(unit);
  page.units[unit.i] = unit;
  return unit;
}

function statusOf(unit) {
  if (unit.rejected) return "rejected";
  if (DONE.includes(unit.state)) return unit.state;
  if (unit.origin === "human") return "translated";
  return unit.origin === "copy" ? "copy" : "initial";
}

async function change(unit, what, body) {
  // Sends a change; gives the new row, or null when the server said no (the reviewer was told).
  saved("Saving…");
  try {
    const answer = await ask(`/api/units/${unit.i}/${what}`, { version: unit.version, ...body });
    // A draft saved a moment ago must not bring back an older row.
    const row = answer.unit.version >= page.units[unit.i].version ? take(answer.unit) : page.units[unit.i];
    saved(what === "draft" ? "Draft kept" : "Saved");
    progress();
    return row;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    saved(error.status === 409 ? "Not saved yet: changed in another tab" : error.message, true);
    if (error.status === 409) conflict(unit, take({ ...error.body.unit }), what, body);
    return null;
  }
}

async function poll() {
  // What other tabs changed.
  if (document.hidden || !page.units.length) return;
  const answer = await ask(`/api/changes?since=${page.version}`).catch(() => null);
  if (!answer) return;
  page.version = answer.version;
  for (const values of answer.units) {
    if (values.version <= page.units[values.i].version) continue;
    const busy = values.i === page.current && page.editing;
    if (busy) saved("Another tab changed this unit; saving will show both texts.", true);
    else redraw(take(values));
  }
  progress();
}

// ---------------------------------------------------------------- filters

const form = $("filters");

// What is kept as it is (boilerplate, other languages) is nobody's translation, so nobody has to approve it.
const counts = (unit) => unit.origin !== "copy" || DONE.includes(unit.state) || bad(unit);
const bad = (unit) => unit.issues.some((issue) => issue.severity !== "info");

const TESTS = {
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

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, two) => two[1] - one[1]);
}

function fill(select, choices) {
  const value = select.value;
  select.replaceChildren(...choices.map(([key, label]) => h("option", { value: key }, label)));
  if (choices.some(([key]) => key === value)) select.value = value;
}

function choices() {
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

function filter({ keep = true } = {}) {
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
  $("empty").textContent = finished ? "Every unit has been looked at. Nothing is open." : "No unit passes these filters.";
}

function clearFilters() {
  page.only = null;
  form.elements.text.value = form.elements.check.value = form.elements.severity.value = "";
  form.elements.article.value = "*";
  filter();
}

function progress() {
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

function remember() {
  sessionStorage.setItem("review", JSON.stringify({ ...wanted(), current: page.current }));
}

function recall() {
  const stored = JSON.parse(sessionStorage.getItem("review") ?? "{}");
  page.current = stored.current ?? -1;
  for (const [name, value] of Object.entries(stored)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value;
    if (field.value !== value) field.selectedIndex = 0;
  }
}

// ---------------------------------------------------------------- the list: chunks are filled only near the window

const list = $("list");
let rowHeight = 84;

const observer = new IntersectionObserver((entries) => {
  for (const entry of entries) entry.isIntersecting ? draw(entry.target) : drop(entry.target);
}, { rootMargin: "1500px 0px" });

function layout() {
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

function element(index) {
  const place = page.place.get(index);
  if (place === undefined) return null;
  const chunk = list.children[Math.floor(place / CHUNK)];
  draw(chunk);
  return chunk.children[place % CHUNK];
}

function redraw(unit) {
  const old = element(unit.i);
  if (!old) return null;
  const fresh = row(unit);
  old.replaceWith(fresh);
  return fresh;
}

function show(index, block = "nearest") {
  // Makes a unit the one at hand and brings it into sight.
  const before = page.current;
  page.current = index;
  page.editing = false;
  hideTip();
  if (before !== index && page.units[before]) redraw(page.units[before]);
  const shown = redraw(page.units[index]);
  shown?.focus({ preventScroll: true });
  shown?.scrollIntoView({ block });
  lookUp(page.units[index]);
  remember();
}

function step(by) {
  const place = page.place.get(page.current) ?? -1;
  const next = Math.min(page.view.length - 1, Math.max(0, place + by));
  if (page.view.length && next !== place) show(page.view[next]);
}

function nextOpen() {
  const from = (page.place.get(page.current) ?? -1) + 1;
  const ahead = [...page.view.slice(from), ...page.view.slice(0, from)];
  const next = ahead.find((index) => TESTS.open(page.units[index]));
  if (next !== undefined) show(next);
  else announce("No open unit is left in this list.");
  return next !== undefined;
}

// ---------------------------------------------------------------- marked text

function spans(text, side, unit) {
  // [start, end, classes, data] of all that is marked in one side of a unit.
  const marks = [];
  unit.terms.forEach((term, order) => {
    const data = { term: order };
    if (side === "source") marks.push([...term.span, term.hit ? "term" : "term miss", data]);
    else if (term.hit) for (const at of find(text, term.target)) marks.push([at, at + term.target.length, "term", data]);
  });
  for (const issue of unit.issues) {
    if (issue.span && issue.side === side) marks.push([...issue.span, `spot ${issue.severity}`, { tip: issue.message }]);
  }
  if (page.needle) for (const at of find(text, page.needle)) marks.push([at, at + page.needle.length, "found", {}]);
  return marks;
}

function find(text, part) {
  const places = [];
  const folded = text.toLowerCase();
  const wantedPart = part.toLowerCase();
  // Lower case may be longer than the text ("İ"); then offsets would lie, so nothing is marked.
  if (!wantedPart || folded.length !== text.length) return places;
  for (let at = folded.indexOf(wantedPart); at >= 0; at = folded.indexOf(wantedPart, at + wantedPart.length)) places.push(at);
  return places;
}

function marked(text, side, unit) {
  const marks = spans(text, side, unit);
  if (unit.links.length) {
    let order = 0;
    for (const word of text.matchAll(/\S+/g)) marks.push([word.index, word.index + word[0].length, "", { word: order++ }]);
  }
  if (!marks.length) return [text];
  const cuts = [...new Set([0, text.length, ...marks.flatMap(([start, end]) => [start, end])])].sort((one, two) => one - two);
  const pieces = [];
  for (let place = 0; place + 1 < cuts.length; place++) {
    const [start, end] = [cuts[place], cuts[place + 1]];
    const over = marks.filter((mark) => mark[0] <= start && mark[1] >= end);
    const piece = text.slice(start, end);
    if (!over.length) { pieces.push(piece); continue; }
    const span = h("span", { class: over.map((mark) => mark[2]).join(" ").trim() || null }, piece);
    over.forEach((mark) => Object.assign(span.dataset, mark[3]));
    pieces.push(span);
  }
  return pieces;
}

function words(text) {
  return text.match(/\s+|[\p{L}\p{N}\p{M}_]+|[^]/gu) ?? [];
}

function diff(before, after) {
  // Word by word, by the longest common subsequence.
  const [one, two] = [words(before), words(after)];
  if (one.length * two.length > 1e6) return [h("del", {}, before), " ", h("ins", {}, after)];
  const best = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = two.length - 1; j >= 0; j--)
      best[i][j] = one[i] === two[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const parts = [];
  const add = (kind, text) => {
    if (parts.at(-1)?.kind === kind) parts.at(-1).text += text;
    else parts.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < one.length || j < two.length) {
    if (i < one.length && j < two.length && one[i] === two[j]) { add("", one[i]); i++; j++; }
    else if (j >= two.length || (i < one.length && best[i + 1][j] >= best[i][j + 1])) add("del", one[i++]);
    else add("ins", two[j++]);
  }
  return parts.map(({ kind, text }) => (kind ? h(kind, {}, text) : text));
}

// ---------------------------------------------------------------- one row

function row(unit) {
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
    h("p", { class: "meta" }, [unit.id, STATES[unit.status], AUTHORS[unit.origin]].filter(Boolean).join(" · ")),
  );
  const work = h("div", { class: "work" },
    h("div", { class: "buttons" }, page.editing ? editButtons(unit) : readButtons(unit)),
    changeOf(unit),
    h("section", { class: "memory", hidden: true }, h("h3", {}, "Approved for a similar sentence"), h("ul", { class: "matches" })),
    noteOf(unit),
  );
  return h("div", { class: "details" }, context, work);
}

function changeOf(unit) {
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

function openNote() {
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
    button(DONE.includes(unit.state) ? "Make final" : "Approve", "a", approve, true),
  ];
}

function editButtons(unit) {
  return [
    unit.machine && button("Machine's text", "", () => type(unit.machine)),
    button("Leave", "Esc", leave),
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

function termText(term) {
  const form = term.form === term.source ? "" : ` (here “${term.form}”)`;
  return `${term.source}${form} → ${term.target || "keep"}${term.hit ? "" : ": not in the translation"}`;
}

// ---------------------------------------------------------------- the editor

const draftOf = (unit) => $("editor")?.value ?? (unit.draft || unit.target);

function editor(unit) {
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

function keepDraft(index) {
  clearTimeout(waiting);
  const area = $("editor");
  if (!area || index !== page.current) return null;
  const [unit, text] = [page.units[index], area.value];
  const target = text === unit.target ? "" : text;
  return target === unit.draft ? null : change(unit, "draft", { target });
}

function edit() {
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

function type(text) {
  edit();
  const area = $("editor");
  area.value = text;
  area.focus();
  typed();
}

async function leave() {
  // Away from the editor; what was typed and not saved stays as a draft.
  await keepDraft(page.current);
  show(page.current);
}

async function save(actions) {
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

function approve() {
  const unit = page.units[page.current];
  if (!unit) return;
  if (page.editing) save(["edit", "accept"]);
  else if (unit.draft) saved("This unit has a draft: edit it (e) or discard it first.", true);
  else decide(unit, { actions: ["accept"], ...noted(unit) });
}

function reject() {
  const unit = page.units[page.current];
  if (unit) decide(unit, { actions: ["reject"], ...noted(unit) });
}

async function saveNote(index, note) {
  const unit = page.units[index];
  if (note === unit.note || page.editing) return;
  const fresh = await change(unit, "verdict", { actions: ["edit"], target: unit.target, note });
  if (fresh) page.last.push(index);
}

async function undo(index = page.last.pop()) {
  const unit = page.units[index ?? page.current];
  if (!unit?.undo) { announce("Nothing to undo."); return; }
  if (page.last.at(-1) === unit.i) page.last.pop();
  const fresh = await change(unit, "undo", {});
  if (!fresh) return;
  announce(`Unit ${fresh.id}: undone, ${STATES[fresh.status]}.`);
  if (page.place.has(fresh.i)) show(fresh.i);
}

function conflict(unit, theirs, what, body) {
  const mine = body.target || unit.target;
  $("theirs").textContent = `${theirs.target}  (${STATES[theirs.status]})`;
  $("yours").textContent = body.actions ? mine : "undo";
  $("both").replaceChildren(...diff(theirs.target, mine));
  const close = (then) => () => { $("conflict").close(); then(); };
  $("keep-theirs").onclick = close(() => change(theirs, "draft", { target: "" }).then(() => show(theirs.i)));
  $("keep-mine").onclick = close(() => {
    if (what !== "verdict") { show(theirs.i); return; }
    decide(theirs, body);
  });
  $("keep-looking").onclick = close(() => $("editor")?.focus());
  $("conflict").showModal();
}

// ---------------------------------------------------------------- the memory

let lookingUp;

function lookUp(unit) {
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

// ---------------------------------------------------------------- hover: terms and word links

const tip = $("tip");

function hideTip() {
  tip.hidden = true;
}

function hover(event) {
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

// ---------------------------------------------------------------- terms

const termForm = $("term-form");
let termWait;

function openTerms() {
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

const termValues = () => Object.fromEntries(new FormData(termForm));

async function checkTerm() {
  const values = termValues();
  const shown = { findings: [], touched: [] };
  let problem = "";
  if (values.source.trim()) {
    $("term-status").textContent = "Looking…";
    // While the English side is still missing, only the hits are of interest.
    const body = values.target.trim() || ["keep", "forbidden"].includes(values.status) ? values : { ...values, status: "keep" };
    await ask("/api/terms/check", body).then((answer) => Object.assign(shown, answer), (error) => { problem = error.message; });
  }
  $("term-status").textContent = problem;
  $("term-findings").replaceChildren(...shown.findings.map((finding) => h("li", {}, finding)));
  showTouched(shown.touched, Boolean(values.target.trim()));
}

function showTouched(touched, judged) {
  const missing = touched.filter((one) => !one.satisfied).length;
  $("term-count").hidden = $("term-show").hidden = !touched.length;
  $("term-count").textContent = `In ${number(touched.length)} units${judged ? `, ${number(missing)} of them without an allowed English form` : ""}`;
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
  try {
    const answer = await ask("/api/terms", termValues());
    termForm.reset();
    await checkTerm();
    $("term-status").textContent = `“${answer.added}” is in ${answer.glossary}; the next translation uses it.`;
  } catch (error) {
    $("term-status").textContent = error.message;
  }
}

// ---------------------------------------------------------------- keys

const KEYS = [
  ["Moving", [["j ↓", "Next unit"], ["k ↑", "Previous unit"], ["n", "Next open unit"], ["Home End", "First, last unit"], ["Page ↑ ↓", "Ten units on"]]],
  ["Deciding", [["a", "Approve (again: make final)"], ["e Enter", "Edit"], ["x", "Reject: translate it again"], ["u Ctrl Z", "Undo the last change"], ["m", "Note"]]],
  ["In the editor", [["Ctrl Enter", "Save, approve, go on"], ["Enter", "Save"], ["Shift Enter", "New line"], ["Esc", "Leave; the text stays as a draft"], ["Alt 1 … 3", "Use a match of the memory"]]],
  ["Finding", [["/", "Search"], ["f", "Filters"], ["o", "Worst first or reading order"], ["c", "Clear the filters"]]],
  ["More", [["t", "New term from the selection"], ["d", "Light, dark, as the system"], ["?", "These keys"]]],
];

const ACTIONS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), n: nextOpen,
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

function pressed(event) {
  const field = event.target.closest("input, textarea, select");
  if (document.querySelector("dialog[open]")) return;
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

function clicked(event) {
  const holder = event.target.closest(".unit");
  if (!holder || event.target.closest("button, input, textarea, label")) return;
  const index = Number(holder.dataset.i);
  const chosen = getSelection().toString() !== "";
  if (index !== page.current) leaveThen(() => show(index));
  else if (!chosen && event.target.closest(".target .text")) edit();
}

async function leaveThen(action) {
  if (page.editing) await keepDraft(page.current);
  action();
}

// ---------------------------------------------------------------- colours

const THEMES = ["", "light", "dark"];

function theme() {
  setTheme(THEMES[(THEMES.indexOf(localStorage.getItem("theme") ?? "") + 1) % 3]);
}

function setTheme(name) {
  localStorage.setItem("theme", name);
  document.documentElement.dataset.theme = name;
  $("theme-button").setAttribute("aria-label", `Colours: ${name || "as the system"}`);
  $("theme-button").title = $("theme-button").getAttribute("aria-label");
  $("theme-button").textContent = { light: "☀", dark: "☾" }[name] ?? "◐";
}

// ---------------------------------------------------------------- start

function listen() {
  let pause;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    clearTimeout(pause);
    pause = setTimeout(() => leaveThen(filter), event.target.type === "search" ? 150 : 0);
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
  $("terms-button")?.addEventListener("click", openTerms);
  // Focus leaves the text when the button is pressed; the selection must outlive that.
  $("terms-button")?.addEventListener("mousedown", (event) => event.preventDefault());
  termForm?.addEventListener("submit", addTerm);
  termForm?.addEventListener("input", () => { clearTimeout(termWait); termWait = setTimeout(checkTerm, 250); });
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
