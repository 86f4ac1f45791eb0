// ---- The search: of the text, and of the names in the tree and the fields -----------------------------------------

const query = element("query");
let matches = [];
let match = 0;

function matchesOf(words) {
  const pattern = words.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/ +/g, "\\s+");
  const inNames = new RegExp(pattern, "iu");
  const found = [...fields, ...tree].filter((line) => hasPlace(line) && inNames.test(line.name));
  for (const { index, 0: part } of data.text.matchAll(new RegExp(pattern, "giu")))
    found.push({ start: index, end: index + part.length });
  const once = new Map(found.map((place) => [`${place.start} ${place.end}`, place]));
  return [...once.values()].sort((one, other) => one.start - other.start);
}

function goTo(index) {
  const count = matches.length;
  if (count) select(matches[(match = (index + count) % count)]);
  element("found").textContent = count ? `${match + 1} of ${count}` : query.value.trim() && "not found";
}

query.addEventListener("input", () => {
  matches = query.value.trim() ? matchesOf(query.value) : [];
  goTo(Math.max(0, matches.findIndex((place) => place.start >= (selected?.start ?? 0))));
});
query.addEventListener("keydown", ({ key, shiftKey }) => {
  if (key === "Enter") goTo(match + (shiftKey ? -1 : 1));
  if (key === "Escape") text.pane.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === query) return;
  event.preventDefault();
  query.select();
});
