// A worker with Python in it. It answers one request at a time, and can be stopped in the middle of one.

const MOST = 60; // grammars of the user's: Python keeps some 5 MB of what it has made of each

export class Stopped extends Error {}

export class Engine {
  // The worker's address and the wheels that it loads; what is called with the bytes that have come.
  constructor(wheels, onLoaded = () => {}) {
    this.wheels = wheels;
    this.onLoaded = onLoaded;
    this.start();
  }

  // Starts Python: "ready" becomes what it says of itself, or an error.
  start() {
    this.isReady = false;
    this.grammars = new Set();
    const worker = new Worker(withThisPolicy(new URL("worker.js", import.meta.url)), { type: "module" });
    this.worker = worker;
    this.ready = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (worker !== this.worker) return; // it was stopped
        if ("loaded" in data) this.loading(data.loaded);
        if ("ready" in data) {
          this.isReady = true;
          resolve(data.ready);
        }
        if ("failed" in data) reject(new Error(data.failed));
        if ("answer" in data || "error" in data) this.settle(data);
      };
      worker.onerror = (event) => {
        const error = new Error(event.message || "the worker could not be loaded");
        reject(error);
        this.settle({ error: error.message });
      };
      this.abandon = reject;
    });
    this.hasFailed = false;
    this.ready.catch(() => (this.hasFailed = worker === this.worker)); // told by those who wait for it
  }

  loading(bytes) {
    if (bytes === 0) this.worker.postMessage({ wheels: this.wheels }); // it listens
    this.onLoaded(bytes);
  }

  // Returns a promise of the answer. An error is what Python raised, or Stopped.
  async ask(request, bytes = null) {
    await this.ready;
    if (request.own) this.grammars.add(request.own.text);
    return new Promise((resolve, reject) => {
      this.asked = { resolve, reject };
      this.worker.postMessage({ request, bytes });
    });
  }

  settle({ answer, error }) {
    const asked = this.asked;
    this.asked = null;
    if (error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  }

  // Starts anew after many grammars; to be called while nothing is asked.
  renew() {
    if (this.grammars.size > MOST) this.restart();
  }

  // Ends the worker, whatever it is at, and starts another one.
  restart() {
    this.worker.terminate();
    this.abandon(new Stopped());
    this.asked?.reject(new Stopped());
    this.asked = null;
    this.start();
  }
}

// A worker has the policy that its own file comes with, which is none on most servers; one that the page makes has the
// page's. So Python can ask no other server either.
function withThisPolicy(address) {
  const source = `import ${JSON.stringify(address.href)};`;
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}
