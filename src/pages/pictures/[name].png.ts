import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';
import { headline } from '../../site/headline.ts';
import { pageOrder } from '../../site/page-order.ts';
import { claimSvg, ledgerSvg } from '../../site/picture.ts';
import { toPng } from '../../site/png.ts';
import { judgedClaim, judgedClaims } from '../../site/results.ts';

/** The pictures shown where pages are linked, 1200 x 630. */
export async function getStaticPaths() {
  const pages = await getCollection('claims');
  const ofClaims = pages.map((entry) => ({
    params: { name: entry.id },
    props: { svg: claimSvg(judgedClaim(entry.data.claim), pageOrder(entry).figures) },
  }));
  const ledger = { svg: ledgerSvg(headline(judgedClaims()), judgedClaims()) };
  return [...ofClaims, { params: { name: 'ledger' }, props: ledger }];
}

export const GET: APIRoute<{ svg: string }> = async ({ props }) =>
  new Response(await toPng(props.svg, 1), { headers: { 'content-type': 'image/png' } });
