// Talking to the server: one change after the other, each with the version that the reviewer saw.

import { conflict } from "./editor.js";
import { progress } from "./filters.js";
import { redraw } from "./list.js";
import { banner, DONE, page, saved } from "./page.js";

class Refused extends Error {
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.body = body;
  }
}

export async function ask(path, body) {
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

function shape(values) {
  // A row as the server has it now; what is empty is not sent.
  const old = page.units[values.i];
  const unit = { issues: [], terms: [], links: [], draft: "", machine: "", note: "", rejected: "", undo: 0, version: 0, rank: old?.rank, ...values };
  unit.status = statusOf(unit);
  return unit;
}

export function take(values) {
  page.later.delete(values.i);
  return (page.units[values.i] = shape(values));
}

function statusOf(unit) {
  if (unit.rejected) return "rejected";
  if (DONE.includes(unit.state)) return unit.state;
  if (unit.origin === "human") return "translated";
  return unit.origin === "copy" ? "copy" : "initial";
}

function later(values) {
  // What another tab made of the unit that is being edited here.
  page.later.set(values.i, values);
  saved("Another tab changed this unit; saving will show both texts.", true);
}

let queue = Promise.resolve();

export function change(unit, what, body) {
  // One change after the other, so that each carries the version that the one before left.
  const sent = queue.then(() => send(page.units[unit.i], what, body));
  queue = sent.catch(() => null);
  return sent;
}

async function send(unit, what, body) {
  // Gives the new row, or null when the server said no (the reviewer was told).
  saved("Saving…");
  try {
    const answer = await ask(`/api/units/${unit.i}/${what}`, { version: unit.version, ...body });
    if (what === "draft" && answer.unit.version !== unit.version) {
      // Another tab was faster; taking its row now would let the next save overwrite it unasked.
      later(answer.unit);
      return unit;
    }
    const row = take(answer.unit);
    saved(what === "draft" ? "Draft kept" : "Saved");
    progress();
    return row;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    saved(error.status === 409 ? "Not saved yet: changed in another tab" : error.message, true);
    if (error.status === 409) conflict(unit, shape(error.body.unit), body);
    return null;
  }
}

export async function poll() {
  // What other tabs changed.
  if (document.hidden || !page.units.length) return;
  const answer = await ask(`/api/changes?since=${page.version}`).catch(() => null);
  if (!answer) return;
  page.version = answer.version;
  for (const values of answer.units) {
    if (values.version <= page.units[values.i].version) continue;
    const busy = values.i === page.current && page.editing;
    if (!busy) { redraw(take(values)); continue; }
    later(values);
  }
  progress();
}
