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
    this.roots = lines.filter((line) => !line.parent);
    this.tree.append(...this.roots.map((line) => this.makeItem(line)));
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
    if (line.text) label.append(make("span", line.text === "null" ? "none" : "value", valueOf(line)));
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
      End: () => lastIn(this.roots.at(-1)),
      Enter: () => this.toggle(line),
      " ": () => this.toggle(line),
    });
    if (next) this.choose(next);
  }
}

// A value as JSON has it, with a cell's footnotes behind it.
const valueOf = ({ text, notes }) => [text, ...(notes ?? []).map((note) => `(${note})`)].join(" ");
const beginning = ({ start, end }) => data.text.slice(start, Math.min(end, start + 100));

function lineAt(target) {
  return target.closest(".label")?.parentElement.line ?? target.line;
}
