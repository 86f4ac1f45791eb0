// What the page says: the line on top, the faults and the changes.

const PATIENCE = 500; // milliseconds before something can be stopped

export const element = (id) => document.getElementById(id);
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(milliseconds < 9_950 ? 2 : 0)} s`;
const count = (number, word) => `${number.toLocaleString("en")} ${number === 1 || word === "info" ? word : `${word}s`}`;

export function tell(kind, message, { canTry = false } = {}) {
  element("state").dataset.kind = kind;
  element("message").textContent = message;
  element("again").hidden = !canTry;
}

// Offers to stop what goes on; returns a function that ends this.
export function offerStop() {
  const stop = element("stop");
  const offer = setTimeout(() => (stop.hidden = false), PATIENCE);
  return () => {
    clearTimeout(offer);
    if (document.activeElement === stop) element("text-tab").focus(); // the button goes
    stop.hidden = true;
  };
}

// A reading in a line: "Read by classic-tab: 2 errors. 0.31 s".
export function summary({ kind, layout, diagnostics, is_filing: isFiling }, isOwn, milliseconds) {
  const by = kind === "layout" && isOwn ? `your grammar ${layout}` : kind === "language" ? `the grammar ${layout}` : layout;
  const found = Object.entries(diagnostics).filter(([, number]) => number);
  const told = found.map(([severity, number]) => count(number, severity)).join(", ") || "nothing to remark";
  return `${isFiling === false ? "No filing was read" : "Read"}${by ? ` by ${by}` : ""}: ${told}. ${seconds(milliseconds)}`;
}

// Lists faults; "go" is called with the file, line and column of one that is chosen.
export function showFaults(faults, kind, note, go) {
  element("faults-note").textContent = note;
  element("faults").replaceChildren(
    ...faults.map(({ file, line, column, message, detail }) => {
      const place = [file, line, column].filter(Boolean).join(":");
      const button = made("button", made("code", place), " ", message);
      if (detail.length) button.append(made("small", detail.join("\n")));
      button.type = "button";
      button.className = kind;
      button.addEventListener("click", () => go(file, line ?? 1, column ?? 1));
      return made("li", button);
    }),
  );
}

export function showChanges(changes, note) {
  element("changes-note").textContent = note;
  element("changes").replaceChildren(
    ...changes.map(({ kind, what, example }) => made("li", made("b", what), ` (${kind})`, example ? made("small", example) : "")),
  );
}

function made(tag, ...parts) {
  const found = document.createElement(tag);
  found.append(...parts);
  return found;
}
