// ---- What joins them ----------------------------------------------------------------------------------------------

const tree = linesOf(data.tree);
const fields = linesOf(data.fields ?? []); // a text in a language without fields has none
for (const line of fields) line.path = pathOf(line);
const isLeaf = (line) => line.text !== undefined;

const text = new TextView(element("text"), piecesOfText(tree.filter(isLeaf)));
const views = {};
views.tree = new TreeView(element("tree-panel"), "Tree", tree, tree);
views.fields = new TreeView(element("fields-panel"), "Fields", fields, fields.filter(isLeaf));
views.sheet = new SheetView(element("sheet-panel"), data.sheet);
views.diagnostics = new DiagnosticsView(element("diagnostics-panel"));
views.json = new JsonView(element("json-panel"));
const names = ["diagnostics"]; // of the views that there are, in the order of their tabs
if (data.sheet) names.unshift("sheet");
if (tree.length) names.push("tree");
if (data.fields) names.push("fields", "json");
let view; // the one that is shown
let selected = null; // a place

// Select a place everywhere but in the view that it was chosen in, and tell the page around this one.
function select(place, from) {
  selected = place;
  text.light("selected", place);
  text.mark(place);
  if (from !== text) text.show(place);
  if (from !== view) view.show(place);
  element("status").textContent = describe(place);
  if (from !== parent && hasPlace(place)) tell({ form4: "selected", start: place.start, end: place.end });
}

// Tell the page around this one, if this one is in a frame. A frame without rights has no origin, and may be in any.
function tell(message) {
  if (parent !== window) parent.postMessage(message, "*");
}

// The page around this one may select a place or a view, too.
addEventListener("message", ({ source, data: told }) => {
  if (source !== parent || parent === window) return;
  if (told?.form4 === "view" && names.includes(told.view)) showView(told.view);
  if (told?.form4 !== "select") return;
  const { start, end } = told;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > data.text.length) return;
  select({ start, end }, parent);
});

// What stands at a place: line and column, the way to it in the tree, where the grammar has it, the field.
function describe(place) {
  if (!hasPlace(place)) return "the text has no place for this";
  const wayTo = (line) => (line ? [...wayTo(line.parent), line.name] : []);
  const [branch, field] = [views.tree.find(place), views.fields.find(place)];
  const said = [text.lineAndColumn(place.start), wayTo(branch).join(" › "), data.grammar[branch?.name]];
  if (field && overlap(field, place)) said.push(field.path, valueOf(field));
  return said.filter(Boolean).join("  ");
}

function showView(name) {
  for (const other of Object.keys(views)) {
    const tab = element(`${other}-tab`);
    tab.hidden = !names.includes(other);
    tab.ariaSelected = String(other === name);
    tab.tabIndex = other === name ? 0 : -1;
    element(`${other}-panel`).hidden = other !== name;
  }
  view = views[name];
  view.show(selected ?? NOWHERE);
}

function chooseView(name) {
  showView(name);
  tell({ form4: "viewed", view: name });
}

const NOWHERE = { start: null, end: null };

for (const [index, name] of names.entries()) {
  const tab = element(`${name}-tab`);
  const next = (step) => names.at((index + step) % names.length);
  tab.addEventListener("click", () => chooseView(name));
  tab.addEventListener("keydown", (event) => {
    const other = act(event, { ArrowRight: () => next(1), ArrowLeft: () => next(-1) });
    if (!other) return;
    chooseView(other);
    element(`${other}-tab`).focus();
  });
}
