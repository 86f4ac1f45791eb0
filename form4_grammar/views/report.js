"use strict";
// The page of a reading: its text, tree, fields and diagnostics, each following the others.
// What comes from a text is set as text content, never as mark-up.
//
// A "place" is whatever has a start and an end in the text, null where the text has no place for it: a line of a tree,
// a diagnostic, a match of the search.

const data = JSON.parse(document.getElementById("data").textContent);
const element = (id) => document.getElementById(id);
const hasPlace = (place) => place.start !== null;
const sizeOf = (place) => place.end - place.start;
const covers = (outer, inner) => hasPlace(outer) && outer.start <= inner.start && inner.end <= outer.end;
const overlap = (one, other) => hasPlace(one) && one.start < other.end && other.start < one.end;

function make(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content); // strings become text nodes
  return made;
}

// What a key does, if it does something; keys with Ctrl, Alt or Meta are the browser's.
function act(event, actions) {
  const action = !event.ctrlKey && !event.altKey && !event.metaKey && actions[event.key];
  if (!action) return null;
  event.preventDefault();
  return action() ?? null;
}

// How many of some ascending numbers are below another.
function countBelow(numbers, number) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The index of the last of some ascending numbers that is not above another.
const lastUpTo = (numbers, number) => Math.max(0, countBelow(numbers, number + 1) - 1);

// A tree's lines as views/report.py numbers them, each with the line above it and the parts below it.
function linesOf(rows) {
  const latest = []; // the latest line of each depth
  return rows.map(([depth, name, caption, text, start, end]) => {
    const [parent, words] = [latest[depth - 1] ?? null, data.words];
    const line = { name: words[name], caption: words[caption], text: words[text], start, end, parent, parts: [] };
    parent?.parts.push(line);
    return (latest[depth] = line);
  });
}

// ---- The text: an element each line, and in it one for each token, tab and line end -------------------------------

class TextView {
  constructor(pane, tokens) {
    this.pane = pane;
    this.tokens = tokens;
    this.tokenStarts = tokens.map((token) => token.start);
    this.lines = [];
    this.lineStarts = [];
    this.pieces = [];
    this.pieceStarts = [];
    this.lit = {}; // tabs, by the name that they are lit in
    this.pairs = Array.from(data.text.matchAll(/[\ud800-\udbff](?=[\udc00-\udfff])/g), (pair) => pair.index);
    this.addLine(0);
    for (const token of tokens) this.addToken(token);
    pane.append(...this.lines);
    pane.addEventListener("pointerover", ({ target }) => this.light("pointer", target.token));
    pane.addEventListener("pointerleave", () => this.light("pointer"));
    pane.addEventListener("click", ({ target }) => target.token && select(target.token, this));
    pane.addEventListener("keydown", (event) => this.onKey(event));
  }

  addLine(start) {
    this.lineStarts.push(start);
    const line = make("div", "line");
    line.dataset.number = this.lines.push(line);
  }

  addToken(token) {
    let start = token.start;
    for (const [part] of data.text.slice(start, token.end).matchAll(/\r\n|[\n\r\t]|[^\n\r\t]+/g)) {
      const isEnd = part[0] === "\n" || part[0] === "\r";
      const piece = isEnd ? make("span", "end", "\n") : make("span", part === "\t" ? "tab" : "", part);
      piece.token = token;
      this.pieces.push(piece);
      this.pieceStarts.push(start);
      this.lines.at(-1).append(piece);
      start += part.length;
      if (isEnd) this.addLine(start);
    }
  }

  lineOf(index) {
    return lastUpTo(this.lineStarts, index);
  }

  // Line and column from 1, as "form4 tree" has them: a surrogate pair is one character.
  lineAndColumn(index) {
    const line = this.lineOf(index);
    const character = (unit) => unit - countBelow(this.pairs, unit);
    return `${line + 1}:${character(index) - character(this.lineStarts[line]) + 1}`;
  }

  range({ start, end }) {
    const range = new Range();
    range.setStart(...this.boundary(start));
    range.setEnd(...this.boundary(end));
    return range;
  }

  boundary(index) {
    const at = lastUpTo(this.pieceStarts, index);
    const node = this.pieces[at].firstChild;
    return [node, Math.min(index - this.pieceStarts[at], node.length)];
  }

  // Light a place, and nothing else, in the way of a name; without a place, nothing at all.
  light(name, place) {
    for (const tab of this.lit[name] ?? []) tab.classList.remove(name);
    this.lit[name] = [];
    CSS.highlights.delete(name);
    if (!place || !hasPlace(place)) return;
    CSS.highlights.set(name, new Highlight(this.range(place)));
    // Chromium paints no highlight on a tab.
    const [first, behind] = [place.start, place.end].map((index) => countBelow(this.pieceStarts, index));
    this.lit[name] = this.pieces.slice(first, behind).filter((piece) => piece.classList.contains("tab"));
    for (const tab of this.lit[name]) tab.classList.add(name);
  }

  // Mark the lines of a place in the margin.
  mark(place) {
    for (const line of this.pane.querySelectorAll(".current")) line.classList.remove("current");
    if (!hasPlace(place)) return;
    const last = this.lineOf(Math.max(place.start, place.end - 1));
    for (const line of this.lines.slice(this.lineOf(place.start), last + 1)) line.classList.add("current");
  }

  show(place) {
    if (!hasPlace(place)) return;
    const piece = this.pieces[lastUpTo(this.pieceStarts, place.start)];
    // A line takes its true height when it first comes into view, which may push the piece out of it again.
    const scroll = (frames) => {
      piece.scrollIntoView({ block: "nearest" });
      if (frames && selected === place) requestAnimationFrame(() => scroll(frames - 1));
    };
    scroll(3);
  }

  onKey(event) {
    const index = selected && hasPlace(selected) ? selected.start : 0;
    const at = lastUpTo(this.tokenStarts, index);
    const lineStart = (line) => countBelow(this.tokenStarts, this.lineStarts[line] ?? Infinity);
    const line = this.lineOf(index);
    const last = this.tokens.length - 1;
    const next = act(event, {
      ArrowRight: () => at + 1,
      ArrowLeft: () => at - 1,
      ArrowDown: () => lineStart(line + 1),
      // The line above in which a token begins: a token may hold several line ends.
      ArrowUp: () => lineStart(this.lineOf(this.tokenStarts[Math.max(0, lineStart(line) - 1)])),
      Home: () => 0,
      End: () => last,
    });
    if (next === null || last < 0) return;
    const token = this.tokens[Math.max(0, Math.min(next, last))];
    select(token, this);
    this.show(token);
  }
}

// ---- The tree and the fields: an item each line, made when the line above it is first opened ----------------------

class TreeView {
  // ``targets`` are the lines that a place of the text may lead to.
  constructor(panel, label, lines, targets) {
    this.lines = lines;
    this.targets = targets.filter(hasPlace);
    this.tree = make("ul", "tree");
    this.tree.role = "tree";
    this.tree.ariaLabel = label;
    panel.append(lines.length ? this.tree : "none");
    if (!lines.length) return;
    this.tree.append(this.makeItem(lines[0]));
    this.focused = lines[0];
    this.reach(lines[0]);
    this.open(lines[0]);
    this.tree.addEventListener("pointerover", ({ target }) => text.light("pointer", lineAt(target)));
    this.tree.addEventListener("pointerleave", () => text.light("pointer"));
    this.tree.addEventListener("click", (event) => this.onClick(event));
    this.tree.addEventListener("keydown", (event) => this.onKey(event));
  }

  makeItem(line) {
    const label = make("span", "label", make("span", "twisty"), make("span", line.text ? "leaf" : "branch", line.name));
    if (hasPlace(line)) label.append(make("span", "place", text.lineAndColumn(line.start)));
    if (line.text) label.append(make("span", line.text === "null" ? "none" : "value", line.text));
    else if (hasPlace(line)) label.append(make("span", "preview", beginning(line)));
    if (line.caption) label.append(make("span", "caption", `[${line.caption}]`));
    line.item = make("li", "", label);
    line.item.line = line;
    line.item.role = "treeitem";
    line.item.tabIndex = -1;
    line.item.ariaSelected = "false";
    if (line.parts.length) line.item.ariaExpanded = "false";
    return line.item;
  }

  isOpen(line) {
    return line.item.ariaExpanded === "true";
  }

  open(line) {
    if (!line.parts.length) return;
    if (!line.group) {
      line.group = make("ul", "", ...line.parts.map((part) => this.makeItem(part)));
      line.group.role = "group";
      line.item.append(line.group);
    }
    line.item.ariaExpanded = "true";
  }

  toggle(line) {
    if (this.isOpen(line)) line.item.ariaExpanded = "false";
    else this.open(line);
  }

  // A place's own line, or else the shortest that covers it, or else the first in it; null where there is none.
  find(place) {
    if (this.lines.includes(place)) return place;
    if (!hasPlace(place)) return null;
    let found = null;
    for (const line of this.targets) if (covers(line, place) && !(sizeOf(line) > sizeOf(found ?? line))) found = line;
    return found ?? this.targets.find((line) => covers(place, line)) ?? null;
  }

  show(place) {
    const line = this.find(place);
    this.tree.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    if (!line) return;
    const above = [];
    for (let parent = line.parent; parent; parent = parent.parent) above.push(parent);
    for (const parent of above.reverse()) this.open(parent);
    this.reach(line);
    line.item.ariaSelected = "true";
    line.item.firstChild.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Make a line the one that the Tab key leads to.
  reach(line) {
    this.focused.item.tabIndex = -1;
    this.focused = line;
    line.item.tabIndex = 0;
  }

  onClick({ target }) {
    const line = lineAt(target);
    if (!line) return;
    if (target.classList.contains("twisty")) {
      this.toggle(line);
      this.reach(line); // what was reached before may be hidden now
    } else {
      this.open(line);
      this.choose(line);
    }
  }

  choose(line) {
    this.show(line);
    line.item.focus({ preventScroll: true });
    select(line, this);
  }

  onKey(event) {
    const line = lineAt(event.target);
    const isOpen = this.isOpen(line);
    const lastIn = (within) => (this.isOpen(within) ? lastIn(within.parts.at(-1)) : within);
    const after = (above) => above && (above.item.nextElementSibling?.line ?? after(above.parent));
    const before = line.item.previousElementSibling?.line;
    const next = act(event, {
      ArrowDown: () => (isOpen ? line.parts[0] : after(line)),
      ArrowUp: () => (before ? lastIn(before) : line.parent),
      ArrowRight: () => (isOpen ? line.parts[0] : this.open(line)),
      ArrowLeft: () => (isOpen ? this.toggle(line) : line.parent),
      Home: () => this.lines[0],
      End: () => lastIn(this.lines[0]),
      Enter: () => this.toggle(line),
      " ": () => this.toggle(line),
    });
    if (next) this.choose(next);
  }
}

const beginning = ({ start, end }) => data.text.slice(start, Math.min(end, start + 100));

function lineAt(target) {
  return target.closest(".label")?.parentElement.line ?? target.line;
}

// ---- The diagnostics: a list, and marks in the text ---------------------------------------------------------------

class DiagnosticsView {
  constructor(panel, diagnostics) {
    this.diagnostics = diagnostics;
    panel.append(diagnostics.length ? make("ol", "", ...diagnostics.map((found) => this.makeItem(found))) : "none");
    for (const severity of ["info", "warning", "error"]) {
      const placed = diagnostics.filter((found) => found.severity === severity && hasPlace(found));
      CSS.highlights.set(severity, new Highlight(...placed.map((found) => text.range(found))));
      for (const { start } of placed) text.lines[text.lineOf(start)].dataset.severity = severity;
    }
  }

  makeItem(found) {
    const at = hasPlace(found) ? text.lineAndColumn(found.start) : "the whole text";
    const button = make("button", found.severity, make("b", "", `${found.severity}[${found.code}]`), ` ${at}`);
    button.type = "button";
    button.append(make("span", "", found.message));
    const more = { [data.fields ? "field" : "rule"]: found.paths.join(", "), expected: found.expected, hint: found.hint };
    for (const [name, value] of Object.entries(more)) if (value) button.append(make("small", "", `${name}: ${value}`));
    button.addEventListener("click", () => {
      this.show(found);
      select(found, this);
    });
    found.button = button;
    return make("li", "", button);
  }

  show(place) {
    const isHere = (found) => found === place || (hasPlace(place) && overlap(found, place));
    for (const found of this.diagnostics) found.button.ariaCurrent = String(isHere(found));
    this.diagnostics.find(isHere)?.button.scrollIntoView({ block: "nearest" });
  }
}

// ---- What joins them ----------------------------------------------------------------------------------------------

const tree = linesOf(data.tree);
const hasFields = data.fields !== null; // a text in a language without fields has none
const fields = hasFields ? linesOf(data.fields) : [];
element("fields-tab").hidden = !hasFields;
const isLeaf = (line) => line.text !== undefined;

const text = new TextView(element("text"), tree.filter(isLeaf));
const views = {
  tree: new TreeView(element("tree-panel"), "Tree", tree, tree),
  fields: new TreeView(element("fields-panel"), "Fields", fields, fields.filter(isLeaf)),
  diagnostics: new DiagnosticsView(element("diagnostics-panel"), data.diagnostics),
};
let view; // the one that is shown
let selected = null; // a place

// Select a place everywhere but in the view that it was chosen in.
function select(place, from) {
  selected = place;
  text.light("selected", place);
  text.mark(place);
  if (from !== text) text.show(place);
  if (from !== view) view.show(place);
  element("status").textContent = describe(place);
}

// What stands at a place: line and column, the way to it in the tree, the field.
function describe(place) {
  if (!hasPlace(place)) return "the text has no place for this";
  const wayTo = (line) => (line ? [...wayTo(line.parent), line.name] : []);
  const [branch, field] = [views.tree.find(place), views.fields.find(place)];
  const said = [text.lineAndColumn(place.start), wayTo(branch).join(" › ")];
  if (field && overlap(field, place)) said.push(wayTo(field).slice(1).join(".").replaceAll(".[", "["), field.text);
  return said.join("  ");
}

function showView(name) {
  for (const other of Object.keys(views)) {
    const tab = element(`${other}-tab`);
    tab.ariaSelected = String(other === name);
    tab.tabIndex = other === name ? 0 : -1;
    element(`${other}-panel`).hidden = other !== name;
  }
  view = views[name];
  if (selected) view.show(selected);
}

for (const [index, name] of Object.keys(views).entries()) {
  const tab = element(`${name}-tab`);
  const next = (step) => Object.keys(views).at((index + step) % 3);
  tab.addEventListener("click", () => showView(name));
  tab.addEventListener("keydown", (event) => {
    const other = act(event, { ArrowRight: () => next(1), ArrowLeft: () => next(-1) });
    if (!other) return;
    showView(other);
    element(`${other}-tab`).focus();
  });
}

// ---- The search: of the text, and of the names in the tree and the fields -----------------------------------------

const query = element("query");
let matches = [];
let match = 0;

function matchesOf(words) {
  const pattern = words.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/ +/g, "\\s+");
  const inNames = new RegExp(pattern, "iu");
  const found = [...fields, ...tree].filter((line) => hasPlace(line) && inNames.test(line.name));
  for (const { index, 0: part } of data.text.matchAll(new RegExp(pattern, "giu")))
    found.push({ start: index, end: index + part.length });
  const once = new Map(found.map((place) => [`${place.start} ${place.end}`, place]));
  return [...once.values()].sort((one, other) => one.start - other.start);
}

function goTo(index) {
  const count = matches.length;
  if (count) select(matches[(match = (index + count) % count)]);
  element("found").textContent = count ? `${match + 1} of ${count}` : query.value.trim() && "not found";
}

query.addEventListener("input", () => {
  matches = query.value.trim() ? matchesOf(query.value) : [];
  goTo(Math.max(0, matches.findIndex((place) => place.start >= (selected?.start ?? 0))));
});
query.addEventListener("keydown", ({ key, shiftKey }) => {
  if (key === "Enter") goTo(match + (shiftKey ? -1 : 1));
  if (key === "Escape") text.pane.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === query) return;
  event.preventDefault();
  query.select();
});

// ---- The head of the page -----------------------------------------------------------------------------------------

function counted(severity) {
  const count = data.diagnostics.filter((found) => found.severity === severity).length;
  return count ? [`${count} ${severity}${count === 1 ? "" : "s"}`] : [];
}

const title = data.source ?? document.title;
document.title = title;
element("source").textContent = title;
element("summary").textContent = [
  data.layout ?? "no text",
  ...data.notes,
  ...["error", "warning", "info"].flatMap(counted),
].join(" · ");
element("diagnostics-tab").append(` (${data.diagnostics.length})`);
element("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
});
showView("tree");
