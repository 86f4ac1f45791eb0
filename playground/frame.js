// The report of a reading in a frame of its own, without this page's rights. They tell each other what is selected.
// The report tells which of its views is chosen, and the next report shows that, too.

export class Frame {
  constructor(panel) {
    this.panel = panel;
    this.shown = null;
    this.next = null;
    this.view = null; // that the user has chosen
    this.onSelected = () => {};
    addEventListener("message", ({ source, data }) => {
      if (!this.shown || source !== this.shown.contentWindow) return;
      if (data?.form4 === "viewed") this.view = data.view;
      if (data?.form4 !== "selected") return;
      if (Number.isInteger(data.start) && Number.isInteger(data.end)) this.onSelected(data.start, data.end);
    });
  }

  // The report before stays until the new one is there: nothing flickers.
  show(html) {
    this.next?.remove();
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    frame.title = "The reading";
    frame.className = "next";
    // The report follows the system's colours, as this page does, unless others are chosen.
    const { theme } = document.documentElement.dataset;
    frame.srcdoc = theme ? html.replace("<html ", `<html data-theme="${theme}" `) : html;
    frame.addEventListener("load", () => {
      this.shown?.remove();
      frame.className = "";
      this.shown = frame;
      this.next = null;
      if (this.view) this.tell({ form4: "view", view: this.view });
    });
    this.next = frame;
    this.panel.append(frame);
  }

  select(start, end) {
    this.tell({ form4: "select", start, end });
  }

  tell(message) {
    this.shown?.contentWindow?.postMessage(message, "*"); // a frame without rights has no origin
  }

  // Whether the report is of an earlier text or grammar.
  set isStale(isStale) {
    this.panel.classList.toggle("stale", isStale);
  }
}
