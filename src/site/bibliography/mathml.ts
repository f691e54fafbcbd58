/** An element of MathML. */
export interface Element {
  readonly tag: string;
  readonly attributes: string;
  readonly children: (Element | string)[];
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
};

/** KaTeX's MathML as a tree. */
export function parseMathml(xml: string): Element {
  const root: Element = { tag: 'root', attributes: '', children: [] };
  const open = [root];
  for (const [, end, tag, attributes, text] of xml.matchAll(/<(\/?)(\w+)([^>]*)>|([^<]+)/g)) {
    const parent = open.at(-1)!;
    if (text !== undefined) parent.children.push(text.replace(/&[^;]+;/g, (name) => entities[name] ?? name));
    else if (end) open.pop();
    else {
      const element = { tag, attributes, children: [] };
      parent.children.push(element);
      if (!attributes.endsWith('/')) open.push(element);
    }
  }
  return root;
}
