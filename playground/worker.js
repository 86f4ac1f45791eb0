// Python in a worker: says how many bytes have come, then that it is ready; then answers requests, one after another.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = new URL(".", import.meta.url);
const GIVEN = "/tmp/given"; // where the bytes of a file are put
const GARBAGE = "import gc; gc.set_threshold(100_000, 20, 100)"; // grammars and readings leave hardly any
const INTERVAL = 50; // milliseconds between two reports of progress

let loaded = 0;
let told = 0;
let missing = null; // the first file that did not come

// Pyodide's own requests are counted as well: it takes the fetch that it finds, but does not say what it lacks.
const plainFetch = self.fetch;
self.fetch = async (...asked) => {
  const lacks = () => (missing ??= String(asked[0].url ?? asked[0]));
  const response = await plainFetch.apply(self, asked).catch((error) => {
    lacks();
    throw error;
  });
  if (!response.ok) lacks();
  return counted(response);
};

function counted(response) {
  if (!response.body) return response;
  const counting = new TransformStream({
    transform(chunk, out) {
      loaded += chunk.byteLength;
      if (performance.now() - told > INTERVAL) {
        told = performance.now();
        self.postMessage({ loaded });
      }
      out.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
}

async function load(path, as) {
  const response = await fetch(new URL(path, here));
  if (!response.ok) throw new Error(`${path} did not come`);
  return response[as]();
}

async function start(wheels) {
  const packages = Promise.all(wheels.map((path) => load(path, "arrayBuffer")));
  const [python, session] = await Promise.all([
    loadPyodide({ indexURL: new URL("pyodide/", here).href }),
    load("session.py", "text"),
    packages,
  ]);
  for (const wheel of await packages) python.unpackArchive(wheel, "wheel");
  python.runPython(GARBAGE);
  python.runPython(session, { filename: "session.py" });
  return { python, answer: python.globals.get("answer") };
}

async function begin(wheels) {
  try {
    const { python, answer } = await start(wheels);
    self.python = python; // for the browser's console
    self.onmessage = ({ data: { request, bytes } }) => {
      try {
        if (bytes) python.FS.writeFile(GIVEN, new Uint8Array(bytes));
        self.postMessage({ answer: JSON.parse(answer(JSON.stringify(bytes ? { ...request, file: GIVEN } : request))) });
      } catch (error) {
        self.postMessage({ error: String(error.message ?? error) });
      }
    };
    self.postMessage({ ready: JSON.parse(answer('{"kind": "hello"}')) });
  } catch (error) {
    self.postMessage({ failed: missing ? `${missing} did not come` : String(error.message ?? error) });
  }
}

self.onmessage = ({ data: { wheels } }) => begin(wheels);
self.postMessage({ loaded });
