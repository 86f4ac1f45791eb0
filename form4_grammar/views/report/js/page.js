// ---- The head of the page -----------------------------------------------------------------------------------------

const title = data.source ?? document.title;
document.title = title;
element("source").textContent = title;
element("summary").textContent = [
  data.layout ?? "no text",
  ...data.notes,
  ...SEVERITIES.toReversed().flatMap((severity) => {
    const count = diagnostics.filter((found) => found.severity === severity).length;
    return count ? [counted(count, severity)] : [];
  }),
].join(" · ");
element("diagnostics-tab").append(` (${diagnostics.length.toLocaleString("en")})`);
fillLegend(element("legend"));
element("theme").hidden = parent !== window; // a page around this one has a button of its own
element("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
});
const isSound = !diagnostics.length && tree.length;
showView(data.sheet ? "sheet" : isSound ? "tree" : "diagnostics");

// A link may name a place: "page.html#120-134".
const [, start, end] = location.hash.match(/^#(\d+)-(\d+)$/) ?? [];
if (start && Number(start) <= Number(end) && Number(end) <= data.text.length)
  select({ start: Number(start), end: Number(end) });
