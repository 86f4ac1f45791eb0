"use strict";
// The page of a reading. What comes from a text is set as text content, never as mark-up.
//
// A "place" is whatever has a start and an end in the text, null where the text has no place for it: a line of a tree,
// a diagnostic, a match of the search.

const data = JSON.parse(document.getElementById("data").textContent);
const element = (id) => document.getElementById(id);
const hasPlace = (place) => place.start !== null;
const sizeOf = (place) => place.end - place.start;
const covers = (outer, inner) => hasPlace(outer) && outer.start <= inner.start && inner.end <= outer.end;
const overlap = (one, other) => hasPlace(one) && one.start < other.end && other.start < one.end;

function make(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content); // strings become text nodes
  return made;
}

function makeButton(className, onClick, ...content) {
  const button = make("button", className, ...content);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

// What a key does, if it does something; keys with Ctrl, Alt or Meta are the browser's.
function act(event, actions) {
  const action = !event.ctrlKey && !event.altKey && !event.metaKey && actions[event.key];
  if (!action) return null;
  event.preventDefault();
  return action() ?? null;
}

// How many of some ascending numbers are below another.
function countBelow(numbers, number) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The index of the last of some ascending numbers that is not above another.
const lastUpTo = (numbers, number) => Math.max(0, countBelow(numbers, number + 1) - 1);

const counted = (count, name) => `${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}`;

// A tree's lines as report_data numbers them, each with the line above it and the parts below it. What is last in a row
// is a caption in the tree, and the footnotes of a cell in the fields.
function linesOf(rows) {
  const latest = []; // the latest line of each depth
  return rows.map(([depth, name, text, start = null, end = null, last = null]) => {
    const [parent, words] = [latest[depth - 1] ?? null, data.words];
    const line = { name: words[name], text: words[text], start, end, parent, parts: [] };
    if (Array.isArray(last)) line.notes = last;
    else if (last !== null) line.caption = words[last];
    parent?.parts.push(line);
    return (latest[depth] = line);
  });
}

// A field's path: "non_derivative[0].security_title". What is below "extras" has its path for a name.
function pathOf({ name, parent }) {
  if (!parent) return "";
  const above = pathOf(parent);
  return name.startsWith("[") ? above + name : above ? `${above}.${name}` : name;
}
