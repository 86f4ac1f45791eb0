// Tabs, by pointer and arrow keys. The body says which is chosen: where there is no room, the style shows that alone.

export function setUpTabs(list, onChosen) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const nameOf = (tab) => tab.id.replace(/-tab$/, "");

  function choose(name) {
    document.body.dataset.tab = name;
    onChosen(name);
    for (const tab of tabs) {
      const isChosen = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      // The reading is beside the others where there is room.
      if (nameOf(tab) !== "reading") document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
  }

  list.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]");
    if (tab) choose(nameOf(tab));
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const shown = tabs.filter((tab) => tab.offsetParent);
    const at = shown.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const tab = shown[(at + step + shown.length) % shown.length];
    choose(nameOf(tab));
    tab.focus();
  });
  // A page that becomes wide while the reading is chosen has nothing beside it.
  matchMedia("(max-width: 800px)").addEventListener("change", ({ matches }) => {
    if (!matches && document.body.dataset.tab === "reading") choose("text");
  });
  choose("text");
  return { choose };
}
