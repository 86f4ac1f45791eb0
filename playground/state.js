// What is to be read, as the user gave it, and what is known of the last reading.

export const OWN = "own"; // among the layouts
// These lines make a grammar one of a form's; any other is a language of its own.
const OF_A_FORM = /^\/\/: (form|page|spelling) /m;

// "text" has the line ends of its file; "bytes" are those of a file that was not read yet. "own" is a grammar: its name,
// its text, and the text of the grammar that it is compared with, or null for the layout of its name.
export const given = { name: "", text: "", bytes: null, layout: "", own: null };

// The layouts that ship; the files of the grammar that is shown, the one to change first; the last answer that has a
// report.
export const known = { layouts: [], files: [], reading: null };

export const isOwn = () => given.layout === OWN && given.own !== null;
export const isShipped = (name) => known.layouts.includes(name);

// What the text is read by, as Python takes it.
export function choice() {
  return isOwn() ? { own: given.own } : { layout: given.layout || null };
}

// What the user's grammar is compared with; null if there is nothing.
export function base() {
  const { name, base } = given.own;
  if (base !== null) return { own: { name, text: base } };
  return isShipped(name) ? { layout: name } : null;
}

export function setOwn(grammar) {
  given.own = grammar;
  if (grammar) given.layout = OWN;
  else if (given.layout === OWN) given.layout = "";
}

// The user's grammar after a change: it has the name of the layout that it came from, unless it is of no form any more.
export function changeOwn(text) {
  const before = isOwn() ? given.own : { name: known.reading?.kind === "layout" ? known.reading.layout : "mine", base: null };
  const isLeft = isShipped(before.name) && !OF_A_FORM.test(text);
  setOwn({ name: isLeft ? "mine" : before.name, text, base: before.base });
}
