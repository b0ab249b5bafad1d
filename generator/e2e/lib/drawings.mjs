// Measures the drawings of a page, as a browser has set them.

/**
 * Runs in the page. Returns what is wrong with its drawings: one that is read
 * aloud or holds words, numbers that are not those of the list below, that are
 * smaller than the text, overlap, stick out of the page, or do not stand out from their
 * doorway by 4.5 to 1, and doorways that do not stand out from the page by 3.
 */
export function faultsOfDrawings() {
  const faults = [];
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const shown = (color, style) => (color === 'currentcolor' ? style.color : color);
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const wide = document.scrollingElement.clientWidth;
  const drawings = [...document.querySelectorAll('.drawing > svg')];
  if (drawings.length === 0) faults.push('there are no drawings');
  for (const svg of drawings) {
    if (svg.getAttribute('aria-hidden') !== 'true') faults.push('a drawing is read aloud');
    if (/\p{L}/u.test(svg.textContent)) faults.push(`a drawing holds the word “${svg.textContent.trim()}”`);
    const list = svg.parentElement.querySelector(':scope > ol');
    if (!list) faults.push('a drawing has no list that says the same');
    const texts = [...svg.querySelectorAll('text')];
    const numbers = texts.map((text) => text.textContent.trim()).join(' ');
    const wanted = [...(list?.children ?? [])].map((_, i) => i + 1).join(' ');
    if (texts.length > 0 && numbers !== wanted) faults.push(`the numbers are ${numbers}, and those of the list ${wanted}`);
    const boxes = texts.map((text) => text.getBoundingClientRect());
    for (const [i, box] of boxes.entries()) {
      const text = texts[i];
      if (box.height < 0.9 * size) faults.push(`the number ${text.textContent} is ${box.height.toFixed(0)} px high`);
      if (box.left < 0 || box.right > wide) faults.push(`the number ${text.textContent} sticks out of the page`);
      for (const b of boxes.slice(0, i)) {
        if (box.left < b.right && b.left < box.right && box.top < b.bottom && b.top < box.bottom) faults.push(`the number ${text.textContent} overlaps another`);
      }
      const style = getComputedStyle(text);
      const door = getComputedStyle(text.parentElement.querySelector('path'));
      const inside = ratio(shown(style.fill, style), shown(door.fill, door));
      if (inside < 4.5) faults.push(`the number ${text.textContent} stands out by ${inside.toFixed(1)} to 1 only`);
      const edge = Math.max(ratio(shown(door.stroke, door), ground), ratio(shown(door.fill, door), ground));
      if (edge < 3) faults.push(`the doorway of ${text.textContent} stands out by ${edge.toFixed(1)} to 1 only`);
    }
  }
  return [...new Set(faults)];
}
