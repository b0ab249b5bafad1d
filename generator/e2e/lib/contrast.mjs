// Measures contrast in a page: WCAG 2's ratio between each piece of text and
// what lies behind it.

/**
 * Runs in the page. Returns for each pair of colours that text is shown in
 * the lowest ratio and an example: [{ratio, large, text, colors}].
 */
export function measureContrast() {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Any CSS colour as [red, green, blue, alpha]. */
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((v, i) => v * a + below[i] * (1 - a));
  const luminance = (color) => {
    const [r, g, b] = color.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** The colour behind an element: its own and its ancestors' backgrounds, on the canvas's. */
  const behind = (element) => {
    if (!element) return rgba('Canvas').slice(0, 3);
    const style = getComputedStyle(element);
    if (style.backgroundImage !== 'none') throw new Error('a background image: contrast cannot be told');
    const own = rgba(style.backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, behind(element.parentElement));
  };
  const found = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const front = over(rgba(style.color), back);
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const key = [front, back, large].join();
    if (!found.has(key)) found.set(key, { ratio, large, text: node.data.trim().slice(0, 40), colors: `${style.color} on ${back.map(Math.round)}` });
  }
  return [...found.values()];
}
