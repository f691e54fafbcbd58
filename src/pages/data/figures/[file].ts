import type { APIRoute } from 'astro';
import { figureFormats, type FigureFormat } from '../../../site/figure-file.ts';
import { publishedFigures } from '../../../site/figures.ts';

/** Each figure's data and drawing: `<figure id>.json`, `.csv`, `.svg`, `.png`. */
export const getStaticPaths = () =>
  [...publishedFigures().keys()].flatMap((id) =>
    Object.keys(figureFormats).map((format) => ({
      params: { file: `${id}.${format}` },
      props: { id, format },
    })),
  );

export const GET: APIRoute<{ id: string; format: FigureFormat }> = async ({ props }) => {
  const { type, write } = figureFormats[props.format];
  return new Response(await write(publishedFigures().get(props.id)!), { headers: { 'content-type': type } });
};
