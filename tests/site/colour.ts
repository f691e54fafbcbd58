/** Channels 0 to 255 and opacity of a computed colour. */
function channels(colour: string): readonly number[] {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g)!.map(Number);
  return [red, green, blue, alpha];
}

function luminance(colour: readonly number[]): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio (WCAG 2) of a colour laid over an opaque one. */
export function contrast(colour: string, paper: string): number {
  const [over, under] = [channels(colour), channels(paper)];
  const seen = over.slice(0, 3).map((channel, i) => over[3] * channel + (1 - over[3]) * under[i]);
  const [light, dark] = [luminance(seen), luminance(under)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
