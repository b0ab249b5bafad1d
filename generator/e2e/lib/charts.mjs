// Measures the charts of a page, as a browser has set them.

/**
 * Runs in the page. Returns what is wrong with its drawings: texts that are
 * too small, overlap or stick out, and shapes that do not stand out by 3 to 1
 * (WCAG 2.2, 1.4.11).
 */
export function faultsOfCharts() {
  const faults = [];
  // Firefox gives the box of a text in whole pixels, and one more.
  const slack = 1.5;
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = luminance(getComputedStyle(document.documentElement).backgroundColor);
  const drawings = [...document.querySelectorAll('.chart svg')].filter((svg) => !svg.parentElement.closest('svg'));
  if (drawings.length === 0) faults.push('there are no charts');
  for (const svg of drawings) {
    const edge = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(), size: parseFloat(getComputedStyle(text).fontSize) }));
    if (texts.length === 0) faults.push('a drawing says nothing');
    for (const [i, { text, box, size }] of texts.entries()) {
      if (size < 16) faults.push(`“${text}” is ${size} px high`);
      const out = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom);
      if (out > slack) faults.push(`“${text}” sticks out of its drawing by ${out.toFixed(1)} px`);
      for (const other of texts.slice(0, i)) {
        const b = other.box;
        if (box.left < b.right - slack && b.left < box.right - slack && box.top < b.bottom - slack && b.top < box.bottom - slack) faults.push(`“${text}” overlaps “${other.text}”`);
      }
    }
    for (const shape of svg.querySelectorAll('rect, line')) {
      const style = getComputedStyle(shape);
      const color = style.fill !== 'none' && shape.localName === 'rect' ? style.fill : style.stroke;
      const [low, high] = [luminance(color === 'currentcolor' ? style.color : color), ground].sort((a, b) => a - b);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 3) faults.push(`a ${shape.localName} stands out by ${ratio.toFixed(1)} to 1 only`);
    }
  }
  return [...new Set(faults)];
}
