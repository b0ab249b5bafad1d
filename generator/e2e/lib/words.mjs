// Finds words of a list in a text: whole words or phrases, in any case, with
// or without a plural s. What the site's own build takes for sensitive, told
// without sharing any code with it.

/** Returns the entries of list that stand in text. */
export function wordsIn(text, list) {
  const plain = (s) => s.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const singular = (word) => word.replace(/s$/, '');
  const words = plain(text);
  return list.filter((entry) => {
    const phrase = plain(entry);
    return words.some((_, i) => phrase.length > 0 && phrase.every((word, k) => words[i + k] === word || singular(words[i + k] ?? '') === word));
  });
}
