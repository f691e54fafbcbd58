import type { APIRoute } from 'astro';
import { firstTrainView } from '../../../components/labs/first-views.ts';

/** The data of the picture that the page comes with. */
export const GET: APIRoute = async () => new Response(JSON.stringify((await firstTrainView()).figures[0]));
