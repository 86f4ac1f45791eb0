// ---- The text: an element each line, and in it one for each token, tab and line end -------------------------------

const SOON = 5000; // pieces that are made before the page is first shown

class TextView {
  constructor(pane, tokens) {
    this.pane = pane;
    this.tokens = tokens;
    this.tokenStarts = tokens.map((token) => token.start);
    this.pairs = Array.from(data.text.matchAll(/[\ud800-\udbff](?=[\udc00-\udfff])/g), (pair) => pair.index);
    this.places = {}; // what is lit, by the name that it is lit in
    this.marked = new Map(); // the diagnostics that begin in each line
    this.lineStarts = [0, ...Array.from(data.text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)];
    this.lines = this.lineStarts.map((start, number) => {
      const line = make("div", "line", data.text.slice(start, this.endOf(number)).replace(/\r\n?/, "\n"));
      line.dataset.number = number + 1;
      return line;
    });
    pane.append(...this.lines);
    pane.addEventListener("pointerover", ({ target }) => this.light("pointer", target.token));
    pane.addEventListener("pointerleave", () => this.light("pointer"));
    pane.addEventListener("click", ({ target }) => target.token && select(target.token, this));
    pane.addEventListener("keydown", (event) => this.onKey(event));
    this.fillFrom(0);
    this.fillInView();
  }

  endOf(number) {
    return this.lineStarts[number + 1] ?? data.text.length;
  }

  // Make the pieces of the lines from one on, some at once and the others when the browser has time.
  fillFrom(number) {
    for (let count = 0; count < SOON && number < this.lines.length; number++) count += this.piecesOf(number).length;
    if (number < this.lines.length) setTimeout(() => this.fillFrom(number));
  }

  // Make those of lines that come into view before it is their turn.
  fillInView() {
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) this.piecesOf(target.dataset.number - 1);
        if (target.pieces) seen.unobserve(target);
      }
    }, { root: this.pane });
    for (const line of this.lines) if (!line.pieces) seen.observe(line);
  }

  // The pieces of a line, made when they are first asked for.
  piecesOf(number) {
    const line = this.lines[number];
    if (line.pieces) return line.pieces;
    const [start, end] = [this.lineStarts[number], this.endOf(number)];
    line.pieces = [];
    for (let at = lastUpTo(this.tokenStarts, start); at < this.tokens.length && this.tokens[at].start < end; at++) {
      const token = this.tokens[at];
      let from = Math.max(token.start, start);
      for (const [part] of data.text.slice(from, Math.min(token.end, end)).matchAll(/\r\n|[\n\r\t]|[^\n\r\t]+/g)) {
        const isEnd = part[0] === "\n" || part[0] === "\r";
        const piece = make("span", isEnd ? "end" : part === "\t" ? "tab" : token.tint, isEnd ? "\n" : part);
        Object.assign(piece, { token, start: from });
        line.pieces.push(piece);
        from += part.length;
      }
    }
    line.replaceChildren(...line.pieces);
    for (const found of this.marked.get(number) ?? []) CSS.highlights.get(found.severity).add(this.range(found));
    for (const [name, place] of Object.entries(this.places)) this.lightTabs(name, place, line);
    return line.pieces;
  }

  lineOf(index) {
    return lastUpTo(this.lineStarts, index);
  }

  // Line and column from 1, as "form4 tree" has them: a surrogate pair is one character.
  lineAndColumn(index) {
    const line = this.lineOf(index);
    return `${line + 1}:${this.characters(index) - this.characters(this.lineStarts[line]) + 1}`;
  }

  // An index as Python counts it.
  characters(index) {
    return index - countBelow(this.pairs, index);
  }

  pieceAt(index) {
    const pieces = this.piecesOf(this.lineOf(index));
    return pieces.findLast((piece) => piece.start <= index) ?? null;
  }

  // A range that the browser need not keep up to date: a page may have thousands.
  range({ start, end }) {
    const [startContainer, startOffset] = this.boundary(start);
    const [endContainer, endOffset] = this.boundary(end);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  boundary(index) {
    const piece = this.pieceAt(index);
    if (!piece) return [this.lines[this.lineOf(index)], 0]; // the end of the text
    return [piece.firstChild, Math.min(index - piece.start, piece.firstChild.length)];
  }

  // Light a place, and nothing else, in the way of a name; without a place, nothing at all.
  light(name, place) {
    for (const tab of this.pane.querySelectorAll(`.tab.${name}`)) tab.classList.remove(name);
    CSS.highlights.delete(name);
    delete this.places[name];
    if (!place || !hasPlace(place)) return;
    this.places[name] = place;
    CSS.highlights.set(name, new Highlight(this.range(place)));
    for (const line of this.linesOf(place)) if (line.pieces) this.lightTabs(name, place, line);
  }

  // Chromium paints no highlight on a tab.
  lightTabs(name, place, { pieces }) {
    for (const piece of pieces)
      if (piece.className.startsWith("tab") && place.start <= piece.start && piece.start < place.end)
        piece.classList.add(name);
  }

  linesOf(place) {
    return this.lines.slice(this.lineOf(place.start), this.lineOf(Math.max(place.start, place.end - 1)) + 1);
  }

  // Mark the lines of a place in the margin.
  mark(place) {
    for (const line of this.pane.querySelectorAll(".current")) line.classList.remove("current");
    if (hasPlace(place)) for (const line of this.linesOf(place)) line.classList.add("current");
  }

  // Underline the diagnostics, and mark the lines that they begin in; the last ones count most.
  markAll(diagnostics) {
    for (const severity of SEVERITIES) CSS.highlights.set(severity, new Highlight());
    for (const found of diagnostics) {
      const number = this.lineOf(found.start);
      this.lines[number].dataset.severity = found.severity;
      if (!this.marked.has(number)) this.marked.set(number, []);
      this.marked.get(number).push(found);
      if (this.lines[number].pieces) CSS.highlights.get(found.severity).add(this.range(found));
    }
  }

  show(place) {
    if (!hasPlace(place)) return;
    const shown = this.pieceAt(place.start) ?? this.lines[this.lineOf(place.start)];
    // A line takes its true height when it first comes into view, which may push the piece out of it again.
    const scroll = (frames) => {
      shown.scrollIntoView({ block: "nearest" });
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

// The pieces of the text, each with what it became: the leaves of the tree, or the pieces that are given.
function piecesOfText(leaves) {
  let start = 0;
  const given = data.pieces?.map(([end, name]) => {
    const piece = { start, end, name: data.words[name], parent: null };
    start = end;
    return piece;
  });
  const pieces = given ?? leaves;
  pieces.forEach((piece, index) => (piece.tint = TINTS[data.tints[index]][0]));
  return pieces;
}

// What the letters of report_data stand for: a class, and words for the legend.
const TINTS = {
  d: ["date", "date"],
  n: ["number", "number"],
  k: ["code", "code or box"],
  t: ["text", "name or text"],
  m: ["mark", "footnote mark"],
  c: ["printed", "caption"],
  o: ["other", "in no field"],
  r: ["refused", "not read"],
  s: ["blank", "separator"],
};

function fillLegend(legend) {
  for (const [letter, [name, words]] of Object.entries(TINTS))
    if (letter !== "s" && data.tints.includes(letter)) legend.append(make("li", name, words));
}
