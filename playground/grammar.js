// The pane of the grammar: the file to change, and those that it builds on, to look at.
import { Editor } from "./editor.js";
import { given, isOwn, known } from "./state.js";
import { element } from "./view.js";

const ROOM = `
// Your own lines. They come last, so they may replace what the other files define:
// %override DATE.10: /[0-9]{1,2}\\/[0-9]{1,2}\\/[0-9]{4}/
`;

export class GrammarPane {
  constructor() {
    this.own = new Editor(element("own"));
    this.imported = new Editor(element("imported"));
    this.select = element("grammar-file");
    this.select.addEventListener("change", () => this.showFile(this.select.selectedIndex));
  }

  setFiles(files) {
    const chosen = known.files[this.select.selectedIndex]?.file;
    known.files = files;
    const title = ({ file, folder }, index) => (index ? `${folder ? `${folder}/` : ""}${file}, to look at` : `${file}, to change`);
    this.select.replaceChildren(...files.map((file, index) => new Option(title(file, index))));
    this.select.disabled = files.length === 0;
    this.showFile(Math.max(0, files.findIndex(({ file }) => file === chosen)));
    this.showOwn();
  }

  showFile(index) {
    this.select.selectedIndex = known.files.length ? index : -1;
    element("own").hidden = index > 0;
    element("imported").hidden = index === 0;
    if (index > 0) this.imported.text = known.files[index].text;
    this.showHint();
  }

  showHint() {
    const [own, shown] = [known.files[0]?.file, known.files[this.select.selectedIndex]?.file];
    let hint = "The layout's own file. Change it, or paste any grammar for Lark: the text is read by that at once.";
    if (own !== shown) hint = `To look at. What it defines can be replaced by an %override in ${own}.`;
    else if (isOwn()) hint = `${given.own.name}.lark is your grammar now. The texts that you open are read by it.`;
    else if (!own) hint = "This text is read without a grammar. Paste any grammar for Lark: the text is read by that at once.";
    element("grammar-hint").textContent = hint;
  }

  // The user's own grammar, or that of the layout with room for changes.
  showOwn() {
    if (isOwn()) this.own.text = given.own.text;
    else this.own.text = known.files.length ? known.files[0].text + ROOM : "";
    element("discard").disabled = element("compare").disabled = !isOwn();
    this.showHint();
  }

  mark(faults, kind) {
    const here = faults.filter(({ file, line }) => line && file === known.files[0]?.file);
    this.own.mark(here.map(({ line, message }) => ({ line, kind, title: message })));
  }

  go(file, line, column) {
    const index = known.files.findIndex((each) => each.file === file);
    if (index < 0) return;
    this.showFile(index);
    (index ? this.imported : this.own).go(line, column);
  }
}
