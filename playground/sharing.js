// What is shared is a file: the text, the layout and the grammar as JSON. It is made and read here, and sent nowhere.

const KEY = "form4-playground";
const VERSION = 1;
export const LARGEST = 20_000_000; // bytes of a file that is opened

export function save({ name, text, layout, own }) {
  const content = JSON.stringify({ [KEY]: VERSION, name, text, layout, own }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = `${name.replace(/(\.form4)?\.\w+$/, "") || "filing"}.form4.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// What a file holds: { shared }, { grammar: { name, text } }, or else { text: its bytes, name }. An error says why not.
export async function opened(file) {
  if (file.size > LARGEST) throw new Error(`${file.name} has ${file.size.toLocaleString("en")} bytes; 20 MB are the most`);
  if (/\.lark$/i.test(file.name)) return { grammar: { name: file.name.replace(/\.lark$/i, ""), text: await file.text() } };
  if (/\.json$/i.test(file.name)) {
    const shared = parsed(await file.text());
    if (shared) return { shared: checked(shared, file.name) };
  }
  return { bytes: await file.arrayBuffer(), name: file.name };
}

function parsed(content) {
  try {
    const found = JSON.parse(content);
    return found !== null && typeof found === "object" && KEY in found ? found : null;
  } catch {
    return null; // a text like any other
  }
}

function checked(found, file) {
  const { name, text, layout, own } = found;
  const isText = (value) => typeof value === "string";
  const isOwn = own === null || (own && isText(own.name) && isText(own.text) && (own.base === null || isText(own.base)));
  if (found[KEY] !== VERSION) throw new Error(`${file} was saved by another version of the playground: ${found[KEY]}`);
  if (!isText(name) || !isText(text) || !isText(layout) || !isOwn) throw new Error(`${file} is not as the playground saves it`);
  return { name, text, layout, own };
}
