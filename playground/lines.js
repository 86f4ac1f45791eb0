// Line ends: a textarea has "\n" for each, and the text that is read has those of its file.

// The text as a textarea has it.
export function inArea(text) {
  return text.replace(/\r\n?/g, "\n");
}

// The text of a textarea with the line ends of the text before it, if they were all alike.
export function asBefore(value, before) {
  const isCrLf = before.includes("\r\n") && !/(^|[^\r])\n|\r(?!\n)/.test(before);
  return isCrLf ? value.replaceAll("\n", "\r\n") : value;
}

// A place of the text in the textarea, and the other way round.
export function toArea(text, index) {
  return index - count(text, index);
}

export function fromArea(text, index) {
  let shift = 0;
  for (let at = text.indexOf("\r\n"); at >= 0 && at < index + shift; at = text.indexOf("\r\n", at + 2)) shift++;
  return index + shift;
}

function count(text, before) {
  let found = 0;
  for (let at = text.indexOf("\r\n"); at >= 0 && at < before; at = text.indexOf("\r\n", at + 2)) found++;
  return found;
}
