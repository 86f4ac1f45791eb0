// The page: what the user does, the Python that reads the text and the one that checks the grammar.
import { setUpDrop } from "./drop.js";
import { Editor } from "./editor.js";
import { Engine, Stopped } from "./engine.js";
import { Frame } from "./frame.js";
import { GrammarPane } from "./grammar.js";
import { Latest } from "./latest.js";
import { asBefore, fromArea, inArea, toArea } from "./lines.js";
import { opened, save } from "./sharing.js";
import { base, changeOwn, choice, given, isOwn, isShipped, known, OWN, setOwn } from "./state.js";
import { setUpTabs } from "./tabs.js";
import { element, offerStop, seconds, showChanges, showFaults, summary, tell } from "./view.js";

const PAUSE = 300; // milliseconds without a key before a text is read
const LONGEST = 60_000; // milliseconds of a reading, as on the command line

const manifest = await (await fetch("manifest.json", { cache: "no-cache" })).json();
const text = new Editor(element("text"));
const pane = new GrammarPane();
const frame = new Frame(element("reading-panel"));
const reader = new Engine(manifest.wheels, showLoaded);
let checker = null; // another one, as to check a grammar takes seconds: the reader stays free
let kept; // the text of the user's grammar when it was opened or saved
let checked = { key: "", faults: [] };
const reading = new Latest(read);
const checking = new Latest(check);

// ------------------------------------------------------------------------------------------------ reading, step by step

async function read() {
  if (!(await isReady())) return;
  if (given.layout && !isOwn() && !isShipped(given.layout)) {
    return tell("error", `There is no layout ${given.layout} in this version: choose another one.`);
  }
  const begun = performance.now();
  tell("busy", "Reading…");
  let answer;
  try {
    const { name, bytes } = given;
    answer = await askReader({ kind: "read", name, ...choice(), ...(bytes ? {} : { text: given.text }) }, bytes);
    if (bytes && given.bytes === bytes) take(answer.text ?? new TextDecoder().decode(bytes));
  } catch (error) {
    return failed(error, performance.now() - begun);
  }
  if (!reading.isOld) showReading(answer, performance.now() - begun);
  try {
    if (!reading.isOld) await showFiles();
    if (!reading.isOld) showGrammarsFaults(answer.faults);
    if (!reading.isOld) await compare(answer.faults);
    if (!reading.isOld) reader.renew();
  } catch (error) {
    showChanges([], error instanceof Stopped ? "Stopped." : `This failed: ${lastLine(error)}`);
    if (!(error instanceof Stopped)) reader.restart();
  }
}

// Asks the reader something that can be stopped, and is stopped if it takes too long.
async function askReader(request, bytes) {
  const end = offerStop();
  const limit = setTimeout(() => reader.restart(), LONGEST);
  try {
    return await reader.ask(request, bytes);
  } finally {
    clearTimeout(limit);
    end();
  }
}

// Waits for Python, which starts when the page is opened, after each stop, and here if it has not come before.
async function isReady() {
  const isFirst = known.layouts.length === 0;
  if (reader.hasFailed) reader.restart();
  if (!reader.isReady) {
    element("progress").hidden = false;
    if (!isFirst) tell("busy", "Starting Python again…");
  }
  try {
    const { versions, layouts } = await reader.ready;
    if (isFirst) {
      known.layouts = layouts;
      element("versions").textContent = Object.entries(versions).map((each) => each.join(" ")).join(", ");
      setLayouts();
    }
    return true;
  } catch (error) {
    tell("error", `Python could not be loaded: ${error.message}. Is the server there, and is the browser a recent one?`, { canTry: true });
    return false;
  } finally {
    element("progress").hidden = true;
  }
}

// The text of a file, now that it is known.
function take(found) {
  given.bytes = null;
  given.text = found;
  text.text = inArea(found);
}

function showReading(answer, milliseconds) {
  const { faults } = answer;
  frame.isStale = faults.length > 0;
  if (faults.length) {
    const what = faults.length === 1 ? "a fault" : `${faults.length} faults`;
    tell("error", `The grammar has ${what}: ${faults[0].message}`);
  } else {
    known.reading = answer;
    frame.show(answer.report);
    tell(answer.diagnostics.error ? "warning" : "good", summary(answer, isOwn(), milliseconds));
  }
}

async function showFiles() {
  const { form, layout, kind } = known.reading ?? {};
  const isNone = !isOwn() && kind !== "layout";
  pane.setFiles(isNone ? [] : await askReader({ kind: "files", form, layout, ...(isOwn() ? choice() : {}) }));
}

// Shows what keeps Lark from building the grammar, or else looks for what Lark does not report.
function showGrammarsFaults(faults) {
  listFaults(faults, "error", isOwn() ? "" : "Those of your grammar are listed here, once you change it.");
  if (!isOwn() || faults.length) return;
  if (checked.key === keyOfCheck()) return showChecked();
  element("faults-note").textContent = "Looking for faults that Lark does not report…";
  checking.want();
}

async function compare(faults) {
  if (faults.length) return showChanges([], "The grammar cannot be built.");
  if (!isOwn()) return showChanges([], "Change the grammar, and what it changes in this reading is listed here.");
  const other = base();
  if (!other) return showChanges([], "There is no grammar to compare with. “Compare from here” takes this one.");
  showChanges([], "Comparing…");
  const found = await askReader({ kind: "changes", text: given.text, ...choice(), base: other });
  if (reading.isOld) return;
  const name = given.own.base === null ? `the layout ${given.own.name}` : "the grammar as it was";
  if (found === null) showChanges([], `This reading cannot be compared with that by ${name}.`);
  else showChanges(found, found.length ? `Against ${name}:` : `Nothing, against ${name}.`);
}

// ------------------------------------------------------------------------------------------------ checking the grammar

const keyOfCheck = () => JSON.stringify([known.reading?.form, choice()]);

async function check() {
  startChecker();
  const key = keyOfCheck();
  const request = { kind: "lint", form: known.reading?.form, ...choice() };
  const limit = setTimeout(() => checker.restart(), LONGEST);
  try {
    checked = { key, faults: await checker.ask(request) };
    if (key === keyOfCheck() && !reading.isOld) showChecked();
    if (!checking.isOld) checker.renew();
  } catch (error) {
    element("faults-note").textContent = error instanceof Stopped ? "Not checked: stopped." : `Not checked: ${lastLine(error)}`;
    if (!(error instanceof Stopped)) checker.restart();
  } finally {
    clearTimeout(limit);
  }
}

function startChecker() {
  checker ??= new Engine(manifest.wheels);
}

function showChecked() {
  listFaults(checked.faults, "warning", checked.faults.length ? "" : "None found.");
}

function listFaults(faults, kind, note) {
  showFaults(faults, kind, note, (...place) => pane.go(...place));
  pane.mark(faults, kind);
}

// ------------------------------------------------------------------------------------------------ what goes wrong

function failed(error, milliseconds) {
  frame.isStale = true;
  if (error instanceof Stopped) {
    tell("warning", `Stopped after ${seconds(milliseconds)}. Change the text or the grammar, or:`, { canTry: true });
  } else {
    tell("error", `This failed, which is a fault of ours: ${lastLine(error)}`, { canTry: true });
    reader.restart();
  }
}

// Of what Python raises, the last line says what it is.
const lastLine = (error) => error.message.trim().split("\n").at(-1);

function stop() {
  reader.restart();
  checker?.restart();
}

function showLoaded(bytes) {
  element("progress").value = bytes / manifest.bytes;
  const mega = (count) => (count / 1e6).toFixed(1);
  const isAwaited = !known.layouts.length && !element("progress").hidden;
  if (isAwaited) tell("busy", `Loading Python and the package: ${mega(bytes)} of ${mega(manifest.bytes)} MB`);
}

// ------------------------------------------------------------------------------------------------ what the user does

function setLayouts() {
  const options = [new Option("detected", ""), ...known.layouts.map((name) => new Option(name, name))];
  if (given.own) options.push(new Option(`your grammar: ${given.own.name}`, OWN));
  element("layout").replaceChildren(...options);
  element("layout").value = given.layout;
}

function setGrammar(grammar) {
  setOwn(grammar);
  setLayouts();
  pane.showOwn();
  reading.want();
}

function open({ name, text: content = "", bytes = null, layout, own }) {
  if (own !== given.own) kept = own?.text;
  Object.assign(given, { name, text: content, bytes, layout, own });
  if (!bytes) text.text = inArea(content);
  setLayouts();
  if (isOwn()) pane.showOwn();
  reading.want();
}

async function openFiles(files) {
  for (const file of files) {
    try {
      const { shared, grammar, bytes, name } = await opened(file);
      element("example").value = "";
      if (shared) open(shared);
      else if (grammar) {
        kept = grammar.text;
        setGrammar({ ...grammar, base: isShipped(grammar.name) ? null : grammar.text });
        tabs.choose("grammar");
      } else open({ ...given, name, bytes });
    } catch (error) {
      tell("error", `Not opened: ${error.message}`);
    }
  }
}

// The user's grammar stays among the layouts, unless the example brings one.
function openExample({ name, text: content, own }) {
  open({ name, text: content, layout: own ? OWN : "", own: own ? { ...own, base: own.text } : given.own });
}

function switchColours() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  if (known.reading) frame.show(known.reading.report); // in these colours
}

function on(id, event, act) {
  element(id).addEventListener(event, act);
}

text.area.addEventListener("input", () => {
  given.text = asBefore(text.text, given.text).toWellFormed();
  given.bytes = null;
  element("example").value = "";
  reading.want(PAUSE);
});
text.area.addEventListener("paste", () => {
  const { selectionStart, selectionEnd, value } = text.area;
  if (selectionEnd - selectionStart === value.length) given.name = ""; // another text than that of the file
});
pane.own.area.addEventListener("input", () => {
  changeOwn(pane.own.text.toWellFormed());
  setLayouts();
  pane.showOwn();
  reading.want(PAUSE);
});
on("layout", "change", ({ target }) => {
  given.layout = target.value;
  reading.want();
});
on("example", "change", ({ target }) => target.value && openExample(manifest.examples[target.value]));
on("compare", "click", () => setGrammar({ ...given.own, base: given.own.text }));
on("discard", "click", () => setGrammar(null));
on("stop", "click", stop);
on("again", "click", () => {
  reading.want();
  element("text-tab").focus(); // the button goes
});
on("open", "click", () => element("file").click());
on("file", "change", async ({ target }) => {
  await openFiles([...target.files]);
  target.value = ""; // the same file may be opened again
});
on("save", "click", () => {
  save(given);
  kept = given.own?.text;
});
addEventListener("beforeunload", (event) => {
  if (given.own && given.own.text !== kept) event.preventDefault(); // the browser asks
});
on("theme", "click", switchColours);
setUpDrop(element("drop"), openFiles);
const tabs = setUpTabs(document.querySelector("[role=tablist]"), (name) => {
  if (name === "grammar") startChecker(); // it takes seconds
});

frame.onSelected = (start, end) => text.show(toArea(given.text, start), toArea(given.text, end));
document.addEventListener("selectionchange", () => {
  if (document.activeElement !== text.area) return;
  const { selectionStart, selectionEnd } = text.area;
  frame.select(fromArea(given.text, selectionStart), fromArea(given.text, selectionEnd));
});

element("example").append(...manifest.examples.map(({ title }, index) => new Option(title, index)));
element("example").value = "0";
openExample(manifest.examples[0]);
