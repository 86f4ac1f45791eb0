// A textarea with numbers beside its lines, marks on some of them, and a band on those that are looked at elsewhere.

export class Editor {
  constructor(root) {
    this.area = root.querySelector("textarea");
    this.gutter = root.querySelector(".gutter");
    this.numbers = root.querySelector(".numbers");
    this.marks = root.querySelector(".marks");
    this.band = root.querySelector(".band");
    this.area.addEventListener("scroll", () => this.follow());
    this.area.addEventListener("input", () => this.number());
    new ResizeObserver(() => this.follow()).observe(this.area);
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    if (this.area.value === text) return;
    this.area.value = text;
    this.area.scrollTop = this.area.scrollLeft = 0;
    this.band.hidden = true;
    this.mark([]);
    this.number();
  }

  number() {
    const count = this.area.value.split("\n").length;
    if (count === this.count) return;
    this.count = count;
    this.numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join("\n");
    this.follow();
  }

  follow() {
    const offset = `translateY(${-this.area.scrollTop}px)`;
    this.numbers.style.transform = this.marks.style.transform = this.band.style.transform = offset;
  }

  get lineHeight() {
    return parseFloat(getComputedStyle(this.area).lineHeight);
  }

  place(element, line, count = 1) {
    element.style.top = `calc(var(--padding) + ${(line - 1) * this.lineHeight}px)`;
    element.style.height = `${count * this.lineHeight}px`;
  }

  // Marks lines: a list of { line, kind, title }.
  mark(lines) {
    this.marks.replaceChildren(
      ...lines.map(({ line, kind, title }) => {
        const mark = document.createElement("span");
        mark.className = kind;
        mark.title = title;
        this.place(mark, line);
        return mark;
      }),
    );
  }

  // Shows a stretch of the text without taking the focus: its lines have a band.
  show(start, end) {
    const line = lineAt(this.text, start);
    this.place(this.band, line, lineAt(this.text, Math.max(start, end - 1)) - line + 1);
    this.band.hidden = false;
    this.scrollTo(line);
  }

  // Puts the cursor at a line and column, which count from 1.
  go(line, column = 1) {
    let start = 0;
    for (let each = 1; each < line; each++) start = this.text.indexOf("\n", start) + 1 || this.text.length;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start + column - 1, start + column - 1);
    this.show(start, start);
  }

  scrollTo(line) {
    const top = (line - 1) * this.lineHeight;
    const { scrollTop, clientHeight } = this.area;
    if (top < scrollTop || top > scrollTop + clientHeight - 3 * this.lineHeight) {
      this.area.scrollTop = top - clientHeight / 3;
    }
  }
}

function lineAt(text, index) {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
