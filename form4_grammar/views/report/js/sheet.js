// ---- The form: what was read, in its terms and its order ----------------------------------------------------------

const ROWS = 100; // that a table shows at once
const CHECKED = { checked: "☒", "not checked": "☐" };

class SheetView {
  constructor(panel, sheet) {
    this.panel = panel;
    this.elements = new Map(); // of the values and the rows that are made, by their fields
    this.rows = new Map(); // the table and the number of a row, by its field
    this.notes = new Map(); // the texts of the footnotes, by their ids
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    this.unread = new Set(errors.flatMap(({ paths }) => paths));
    for (const { name, parent, text } of fields)
      if (name === "id" && parent.parent?.name === "footnotes")
        this.notes.set(JSON.parse(text), parent.parts.find((part) => part.name === "text"));
    this.sheet = make("div", "sheet");
    panel.append(this.sheet);
    if (sheet) this.fill(sheet);
    const first = this.values()[0];
    if (first) first.tabIndex = 0;
    panel.addEventListener("pointerover", ({ target }) => text.light("pointer", target.closest("[role=button]")?.line));
    panel.addEventListener("pointerleave", () => text.light("pointer"));
    panel.addEventListener("click", ({ target }) => this.choose(target.closest("[role=button]")));
    panel.addEventListener("keydown", (event) => this.onKey(event));
  }

  fill(sheet) {
    const head = make("h2", "", "Form ", ...this.valueOf(sheet.title), make("span", "statement", sheet.statement));
    this.sheet.append(head);
    this.addItems(this.sheet, sheet.items);
    if (sheet.boxes.length) this.sheet.append(this.list("boxes", sheet.boxes.map((box) => this.valueOf(box))));
    sheet.owners.forEach((owner, index) => {
      const of = sheet.owners.length > 1 ? ` ${index + 1} of ${sheet.owners.length}` : "";
      this.addItems(this.section(`Reporting person${of}`), owner);
    });
    for (const table of sheet.tables) this.addTable(table);
    if (sheet.notes.length) this.addNotes(this.section("Explanation of Responses:"), sheet.notes);
    if (this.isRead(sheet.remarks.values[0])) this.addNotes(this.section(""), [sheet.remarks]);
    if (sheet.signatures.length) {
      const signatures = sheet.signatures.map(([name, date]) => [...this.valueOf(name), "  ", ...this.valueOf(date)]);
      this.section("Signatures").append(this.list("signatures", signatures));
    }
    if (sheet.extras.length) this.addItems(this.section("Beside the form"), sheet.extras);
  }

  isRead([field, words]) {
    return words !== null || this.isUnread(fields[field]);
  }

  // Whether an error concerns a field, or what it is a part of.
  isUnread(field) {
    for (let line = field; line?.parent; line = line.parent) if (this.unread.has(line.path)) return true;
    return false;
  }

  section(heading) {
    const section = make("section", "", ...(heading ? [make("h3", "", heading)] : []));
    this.sheet.append(section);
    return section;
  }

  list(name, items) {
    return make("ul", name, ...items.map((nodes) => make("li", "", ...nodes)));
  }

  addItems(section, items) {
    const list = make("dl", "items");
    for (const { caption, values } of items) {
      const shown = values.flatMap((value) => this.valueOf(value));
      list.append(make("div", "", make("dt", "", caption), make("dd", "", ...shown)));
    }
    section.append(list);
  }

  addNotes(section, notes) {
    const list = make("dl", "notes");
    for (const { caption, values } of notes)
      list.append(make("div", "", make("dt", "", caption), make("dd", "", ...this.valueOf(values[0]))));
    section.append(list);
  }

  // A value with its label and its footnote marks.
  valueOf([number, words, kind, label]) {
    const field = fields[number];
    const value = data.words[words] ?? (field.notes && JSON.parse(field.text));
    const missing = this.isUnread(field) ? "not read" : "not shown";
    if (kind === "box") {
      const box = make("span", value ? "" : "none", `${CHECKED[value] ?? "?"} `);
      box.ariaHidden = "true";
      const shown = this.button(field, value ? "code" : "none", box, label, value ? "" : `: ${missing}`);
      shown.ariaLabel = `${label}: ${value ?? missing}`;
      return [shown];
    }
    const marks = this.marksOf(field);
    const name = value ? kind : missing === "not read" ? "unread" : "none";
    const shown = value || !marks.length ? [this.button(field, name, value ?? missing)] : [];
    return [make("span", "", ...(label ? [make("span", "label-of", `${label} `)] : []), ...shown, ...marks)];
  }

  marksOf({ notes }) {
    return (notes ?? []).map((id) => {
      const [note, mark] = [this.notes.get(id), `(${id.slice(1)})`];
      if (!note) return make("span", "unknown mark", mark);
      const button = this.button(note, "mark", mark);
      button.leads = true;
      button.ariaLabel = `footnote ${id.slice(1)}`;
      return button;
    });
  }

  // What leads to the place of a field. It is no <button>: its text can be selected and copied.
  button(field, name, ...content) {
    const shown = make("span", `value ${name}`, ...content);
    Object.assign(shown, { line: field, role: "button", tabIndex: -1 });
    if (name !== "mark") this.elements.set(field, shown);
    return shown;
  }

  // ---- Tables: the headings of the form in two lines, and a page of the rows

  addTable({ title, columns, rows }) {
    const section = this.section(title);
    if (!rows.length) return section.append(make("p", "none", "no rows"));
    const table = { columns, rows, body: make("tbody", ""), first: 0 };
    rows.forEach(([field], index) => this.rows.set(fields[field], [table, index]));
    const whole = make("table", "", this.headOf(columns), table.body);
    whole.ariaLabel = title;
    whole.setAttribute("aria-rowcount", rows.length + 2);
    section.append(make("div", rows.length > ROWS ? "long scroll" : "scroll", whole));
    if (rows.length > ROWS) section.append((table.pages = this.pagesOf(table)));
    this.fillRows(table, 0);
  }

  headOf(columns) {
    const [upper, lower] = [make("tr", ""), make("tr", "")];
    // A heading may be broken behind a slash, as in "(Month/Day/Year)".
    const broken = (words) => words.split(/(?<=\/)/).flatMap((part) => [part, make("wbr", "")]);
    const cell = (words, more) => Object.assign(make("th", "", ...broken(words)), { scope: "col", ...more });
    upper.append(cell("Row", { rowSpan: 2 }));
    columns.forEach(({ heading, subheading }, index) => {
      if (!subheading) return upper.append(cell(heading, { rowSpan: 2 }));
      lower.append(cell(subheading));
      if (columns[index - 1]?.heading === heading) return;
      const behind = columns.slice(index).findIndex((other) => other.heading !== heading);
      const colSpan = behind < 0 ? columns.length - index : behind;
      upper.append(cell(heading, { colSpan, scope: "colgroup" }));
    });
    return make("thead", "", upper, lower);
  }

  pagesOf(table) {
    const turn = (by) => () => this.fillRows(table, table.first + by);
    table.back = makeButton("", turn(-ROWS), "← before");
    table.on = makeButton("", turn(ROWS), "after →");
    table.shown = make("output", "");
    return make("div", "pages", table.back, table.shown, table.on);
  }

  // Show a page of the rows, from one on.
  fillRows(table, first) {
    const behind = Math.min(first + ROWS, table.rows.length);
    const isTurned = table.body.hasChildNodes();
    for (const shown of table.body.querySelectorAll("[role=button]:not(.mark)")) this.elements.delete(shown.line);
    table.first = first;
    table.body.replaceChildren();
    for (let number = first; number < behind; number++) table.body.append(this.rowOf(table, number));
    if (!table.pages) return;
    table.back.disabled = !first;
    table.on.disabled = behind === table.rows.length;
    table.shown.textContent = `rows ${first + 1} to ${behind} of ${table.rows.length.toLocaleString("en")}`;
    if (isTurned) table.body.closest(".scroll").scrollTop = 0;
    this.reach(this.values()[0]);
  }

  rowOf({ columns, rows }, number) {
    const [field, ...cells] = rows[number];
    const name = this.unread.has(fields[field].path) ? "unread" : "";
    const head = make("th", "", this.button(fields[field], name, String(number + 1)));
    head.scope = "row";
    const row = make("tr", "", head);
    row.setAttribute("aria-rowindex", number + 3);
    cells.forEach((cell, index) => row.append(this.cellOf(cell, columns[index])));
    return row;
  }

  cellOf(cell, { kind, figures }) {
    const shown = make("td", figures ? "figures" : "");
    const marks = []; // of the value before; "/K" stands between a code and its marks
    for (let index = 0; index < cell.length; index += 2) {
      const [field, value] = [fields[cell[index]], data.words[cell[index + 1]]];
      if (index && value !== "/K") shown.append(...marks.splice(0), " ");
      marks.push(...this.marksOf(field));
      if (value !== undefined) shown.append(this.button(field, kind, value));
      else if (!field.notes?.length) shown.append(this.button(field, "unread", "not read"));
    }
    shown.append(...marks);
    return shown;
  }

  // ---- What is chosen

  values() {
    return [...this.panel.querySelectorAll("[role=button]")];
  }

  // What shows the field at a place, or else a part around it; the row that it is in is turned to.
  elementOf(place) {
    let field = views.fields.find(place);
    if (!field || (field !== place && !overlap(field, place))) return null;
    for (let line = field; line; line = line.parent) {
      const [table, number] = this.rows.get(line) ?? [];
      if (table && (number < table.first || number >= table.first + ROWS)) this.fillRows(table, number - (number % ROWS));
    }
    while (field && !this.elements.has(field)) field = field.parent;
    return this.elements.get(field);
  }

  show(place) {
    for (const shown of this.panel.querySelectorAll("[aria-current]")) shown.removeAttribute("aria-current");
    const shown = this.elementOf(place);
    if (!shown) return;
    shown.ariaCurrent = "true";
    this.reach(shown);
    shown.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Make a value the one that the Tab key leads to.
  reach(shown) {
    for (const reached of this.panel.querySelectorAll("[role=button][tabindex='0']")) reached.tabIndex = -1;
    if (shown) shown.tabIndex = 0;
  }

  choose(shown) {
    if (!shown) return;
    this.show(shown.line);
    const target = shown.leads ? this.elements.get(shown.line) : shown; // a mark leads to its note
    this.reach(target);
    target.focus({ preventScroll: true });
    select(shown.line, this);
  }

  onKey(event) {
    const here = event.target.closest("[role=button]");
    if (!here) return;
    const all = this.values();
    const at = all.indexOf(here);
    const next = act(event, {
      ArrowRight: () => all[at + 1],
      ArrowLeft: () => all[at - 1],
      ArrowDown: () => this.beside(here, "nextElementSibling") ?? all[at + 1],
      ArrowUp: () => this.beside(here, "previousElementSibling") ?? all[at - 1],
      Home: () => all[0],
      End: () => all.at(-1),
      Enter: () => this.choose(here),
      " ": () => this.choose(here),
    });
    if (!next) return;
    this.reach(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (next.leads) return; // a mark is followed with Enter
    this.show(next.line);
    select(next.line, this);
  }

  // The value in the same column of a row below or above.
  beside(here, sibling) {
    const cell = here.closest("td, tbody th");
    for (let row = cell?.parentElement[sibling]; row; row = row[sibling]) {
      const value = row.cells[cell.cellIndex].querySelector("[role=button]");
      if (value) return value;
    }
    return null;
  }
}
