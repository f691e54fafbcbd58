import type { APIRoute } from 'astro';
import { firstCheckView } from '../../../components/labs/first-views.ts';

/** The data of the picture that the page comes with; null where there is nothing to check. */
export const GET: APIRoute = () => new Response(JSON.stringify(firstCheckView()?.figures[0] ?? null));
