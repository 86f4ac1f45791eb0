// ---- The reading as JSON, as "form4 parse --json" has it; made when it is first shown ------------------------------

const LONGEST = 200_000; // characters that are shown; a copy has them all

class JsonView {
  constructor(panel) {
    this.panel = panel;
  }

  show() {
    if (this.json) return;
    this.json = JSON.stringify(readingAsJson(), null, 2);
    const said = make("output", "", this.json.length > LONGEST ? "This is the beginning; a copy has all of it." : "");
    const copy = makeButton("", () => (said.textContent = this.copy() ? "copied" : "press Ctrl+C to copy"), "Copy");
    this.pre = make("pre", "", this.json.slice(0, LONGEST));
    this.pre.tabIndex = 0;
    this.pre.ariaLabel = "JSON of the reading";
    this.panel.append(make("div", "bar", copy, " ", said), this.pre);
  }

  // A frame may not use the clipboard, but whoever copies something there may copy this.
  copy() {
    const whole = (event) => {
      event.clipboardData.setData("text/plain", this.json);
      event.preventDefault();
    };
    getSelection().selectAllChildren(this.pre);
    document.addEventListener("copy", whole);
    const isCopied = document.execCommand("copy");
    document.removeEventListener("copy", whole);
    return isCopied;
  }
}

function readingAsJson() {
  const [whole, extras] = fields.filter((line) => !line.parent);
  const numbered = diagnostics.flatMap((found) => found.numbers.map((number, at) => [number, found, found.paths[at]]));
  return {
    schema: data.schema,
    source: data.source,
    layout: data.layout,
    [data.root]: whole ? valueAsJson(whole) : null,
    diagnostics: numbered.sort(([one], [other]) => one - other).map(([, found, path]) => diagnosticAsJson(found, path)),
    ...(extras && { extras: valueAsJson(extras) }),
  };
}

function valueAsJson({ text, notes, parts }) {
  if (notes) return { value: JSON.parse(text), footnotes: notes };
  if (text !== undefined) return JSON.parse(text);
  const values = parts.map((part) => [part.name, valueAsJson(part)]);
  return parts[0].name === "[0]" ? values.map(([, value]) => value) : Object.fromEntries(values);
}

function diagnosticAsJson({ code, severity, message, start, end, ...more }, path = null) {
  const [line, column] = start === null ? [] : text.lineAndColumn(start).split(":").map(Number);
  const span = start === null ? null : { start: text.characters(start), end: text.characters(end), line, column };
  const { expected = null, found = null, hint = null } = more;
  return { code, severity, message, path, span, expected, found, hint };
}
