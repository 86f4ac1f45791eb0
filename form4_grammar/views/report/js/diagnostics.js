// ---- The diagnostics: grouped by cause, and marked in the text ----------------------------------------------------

const SEVERITIES = ["info", "warning", "error"]; // those that count most come last
const SIGNS = { error: "✖", warning: "▲", info: "ℹ" };
const SOME = 20; // diagnostics of a cause that are shown at first

// The causes as report_data has them, with words for the numbers of words.
const causes = data.causes;
for (const cause of causes)
  for (const found of cause.found) {
    Object.assign(found, { cause, severity: cause.severity, code: cause.code });
    found.paths = found.paths.map((path) => data.words[path]);
    for (const name of ["message", "expected", "found", "hint", "trace"])
      if (name in found) found[name] = data.words[found[name]];
  }
const diagnostics = causes.flatMap((cause) => cause.found);

// A word as a shell takes it, whatever is in it.
const shellWord = (word) => (/^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

class DiagnosticsView {
  constructor(panel) {
    this.panel = panel; // filled when it is first shown
    const placed = diagnostics.filter(hasPlace);
    text.markAll(SEVERITIES.flatMap((severity) => placed.filter((found) => found.severity === severity)));
  }

  makeGroup(cause) {
    const name = make("b", cause.severity, `${SIGNS[cause.severity]} ${cause.code}`);
    const count = make("span", "count", counted(cause.found.length, "place"));
    const head = make("summary", "", name, " ", make("span", "about", cause.about), " ", count);
    const traced = cause.found.filter((found) => found.trace).length;
    const most = traced && traced < cause.found.length ? `The page has the trace of the first ${counted(traced, "place")}.` : "";
    const words = [cause.meaning, cause.advice, most].filter(Boolean);
    const list = make("ol", "");
    const group = make("details", "cause", head, ...words.map((each) => make("p", "meaning", each)), list);
    group.open = true;
    cause.list = list;
    cause.shown = 0;
    this.showMore(cause, SOME);
    return group;
  }

  // Show diagnostics of a cause up to a number, and a button for the others.
  showMore(cause, count) {
    const next = cause.found.slice(cause.shown, count);
    cause.more?.remove();
    cause.list.append(...next.map((found) => this.makeItem(found)));
    cause.shown += next.length;
    const left = cause.found.length - cause.shown;
    if (!left) return;
    const some = Math.min(left, 10 * SOME);
    const words = some < left ? `show ${some} of ${left.toLocaleString("en")} more` : `show ${left} more`;
    cause.more = makeButton("more", () => this.showMore(cause, cause.shown + some), words);
    cause.list.after(cause.more);
  }

  makeItem(found) {
    const at = hasPlace(found) ? text.lineAndColumn(found.start) : "the whole text";
    const head = [make("b", "", `${found.severity}[${found.code}]`), ` ${at}`, make("span", "", found.message)];
    const more = { [data.fields ? "field" : "rule"]: found.paths.join(", "), expected: found.expected, hint: found.hint };
    for (const [name, value] of Object.entries(more)) if (value) head.push(make("small", "", `${name}: ${value}`));
    found.button = makeButton(
      found.severity,
      () => {
        this.show(found);
        select(found, this);
      },
      ...head,
    );
    return make("li", "", found.button, ...(hasPlace(found) ? [this.makeWhy(found, at)] : []));
  }

  // Where the grammar read the place, or refused it, and what "form4 trace" says there.
  makeWhy(found, at) {
    const command = `form4 trace ${shellWord(data.source ?? "FILE")} --at ${at}`;
    const read = [];
    for (let line = views.tree.find(found); line && read.length < 2; line = line.parent)
      if (data.grammar[line.name]) read.push(`${line.name} (${data.grammar[line.name]})`);
    const isRefused = text.tokens[lastUpTo(text.tokenStarts, found.start)]?.tint === "refused";
    const by = make("span", "", read.length ? `${isRefused ? "no rule takes it; kept" : "read"} as ${read.join(" in ")}` : "");
    if (!found.trace) return make("p", "why", by, " ", make("code", "", command));
    const summary = make("summary", "", by, " ", make("code", "", command));
    return make("details", "why", summary, make("pre", "", found.trace));
  }

  show(place) {
    if (!this.panel.hasChildNodes())
      this.panel.append(...(causes.length ? causes.map((cause) => this.makeGroup(cause)) : ["none"]));
    const isHere = (found) => found === place || (hasPlace(place) && overlap(found, place));
    const here = diagnostics.filter(isHere);
    if (here.length && !here.some((found) => found.button)) {
      const { cause } = here[0];
      this.showMore(cause, cause.found.indexOf(here[0]) + 1);
    }
    for (const found of diagnostics) if (found.button) found.button.ariaCurrent = String(isHere(found));
    here.find((found) => found.button)?.button.scrollIntoView({ block: "nearest" });
  }
}
