// Texts with their marks (terms, issues, search, word links), and what differs between two.

import { h, page } from "./page.js";

function spans(text, side, unit) {
  // [start, end, classes, data] of all that is marked in one side of a unit.
  const marks = [];
  unit.terms.forEach((term, order) => {
    const data = { term: order };
    if (side === "source") marks.push([...term.span, term.hit ? "term" : "term miss", data]);
    else if (term.hit) for (const at of find(text, term.target, true)) marks.push([at, at + term.target.length, "term", data]);
  });
  for (const issue of unit.issues) {
    if (issue.span && issue.side === side && issue.severity !== "info") marks.push([...issue.span, `spot ${issue.severity}`, { tip: issue.message }]);
  }
  if (page.needle) for (const at of find(text, page.needle)) marks.push([at, at + page.needle.length, "found", {}]);
  return marks;
}

function find(text, part, whole = false) {
  // The places of a part in a text without regard to case; as whole words if that is asked for.
  const letter = /[\p{L}\p{N}]/u;
  const stands = (at) => !whole || !(letter.test(text[at - 1] ?? "") || letter.test(text[at + part.length] ?? ""));
  const places = [];
  const folded = text.toLowerCase();
  const wantedPart = part.toLowerCase();
  // Lower case may be longer than the text ("İ"); then offsets would lie, so nothing is marked.
  if (!wantedPart || folded.length !== text.length) return places;
  for (let at = folded.indexOf(wantedPart); at >= 0; at = folded.indexOf(wantedPart, at + wantedPart.length)) if (stands(at)) places.push(at);
  return places;
}

export function marked(text, side, unit) {
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

export function diff(before, after) {
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
