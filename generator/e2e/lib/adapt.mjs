// The written server configurations are run as their own first comment says:
// the example in it is taken out of the comment, and filled in with what only
// the person who installs it can know. A change that finds nothing to change
// is an error, so that no test goes on with a text it has not understood.

/** Returns the example in a configuration's first comment, ready to run. */
export function example(text) {
  const comment = text.slice(0, text.search(/^(?!#)/m));
  const lines = comment.split('\n').filter((line) => line.startsWith('#   '));
  // Lists in the comment are indented too: the example is what stands in
  // braces, or, for Apache, between tags and behind its definitions.
  let depth = 0;
  const out = lines.map((line) => line.slice(4)).filter((line) => {
    const code = line.replace(/(^|\s)#.*/, '');
    const inside = depth > 0 || /\{\s*$|^<|^(Define|Server\w+|TraceEnable) /.test(code);
    depth += (code.match(/\{\s*$|^\s*<\w.*>$/g) ?? []).length - (code.match(/^\s*\}|^\s*<\//g) ?? []).length;
    return inside;
  });
  if (out.length === 0 || depth !== 0) throw new Error(`there is no whole example in\n${comment}`);
  return out.join('\n') + '\n';
}

/** Makes changes to a text. A change is [what it is, pattern, replacement]. */
export function adapt(text, changes) {
  for (const [what, pattern, replacement] of changes) {
    const changed = text.replace(pattern, () => replacement);
    if (changed === text) throw new Error(`${what}: found nothing like ${pattern} in\n${text}`);
    text = changed;
  }
  return text;
}
