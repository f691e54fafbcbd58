import type { APIRoute } from 'astro';
import { checkableRuns } from '../../../components/labs/checkable-runs.ts';

/** What the lab can recompute, with the checksums of the files that it takes. */
export const GET: APIRoute = () => new Response(JSON.stringify(checkableRuns()));
