import type { APIRoute } from 'astro';
import { isMatrix } from '../../../figures/figure-data.ts';
import { figureCsv, matrixCsv } from '../../../figures/figure-table.ts';
import { standaloneSvg } from '../../../figures/standalone.ts';
import { publishedFigures } from '../../../site/published.ts';
import type { PublishedFigure } from '../../../site/figures.ts';
import figureStyles from '../../../styles/figures.css?raw';
import tokens from '../../../styles/tokens.css?raw';

const formats: Readonly<
  Record<string, { readonly type: string; readonly write: (figure: PublishedFigure) => string }>
> = {
  json: { type: 'application/json', write: ({ data, artifacts }) => JSON.stringify({ ...data, artifacts }) },
  csv: { type: 'text/csv', write: ({ data }) => (isMatrix(data) ? matrixCsv(data) : figureCsv(data)) },
  svg: { type: 'image/svg+xml', write: ({ data }) => standaloneSvg(data, tokens, figureStyles) },
};

/** Each figure's data and drawing: `<figure id>.json`, `.csv`, `.svg`. */
export const getStaticPaths = () =>
  [...publishedFigures().keys()].flatMap((id) =>
    Object.keys(formats).map((format) => ({ params: { file: `${id}.${format}` }, props: { id, format } })),
  );

export const GET: APIRoute<{ id: string; format: string }> = ({ props }) => {
  const { type, write } = formats[props.format];
  return new Response(write(publishedFigures().get(props.id)!), { headers: { 'content-type': type } });
};
