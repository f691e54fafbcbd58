import type { APIRoute } from 'astro';
import { exampleReport, exampleReports, reportFiles } from '../../../site/example-reports.ts';

/** The reports on three networks, as the command writes them. */
export const getStaticPaths = () =>
  exampleReports.flatMap(({ name }) => Object.keys(reportFiles).map((file) => ({ params: { name, file } })));

export const GET: APIRoute<never, { name: string; file: string }> = ({ params: { name, file } }) => {
  const { type, of } = reportFiles[file];
  return new Response(of(exampleReport(name)), { headers: { 'content-type': type } });
};
