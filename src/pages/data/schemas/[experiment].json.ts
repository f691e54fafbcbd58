import type { APIRoute } from 'astro';
import { z } from 'zod';
import { envelopeSchema } from '../../../claims/envelope.ts';
import { experiments } from '../../../registry/experiments.ts';

/** JSON Schema of each experiment's artifacts: the fields that all have, and its own. */
export const getStaticPaths = () =>
  experiments.map(({ experiment }) => ({ params: { experiment: experiment.id } }));

const fields = (schema: z.ZodType) => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return { properties, required };
};

export const GET: APIRoute<never, { experiment: string }> = ({ params }) => {
  const { experiment } = experiments.find((one) => one.experiment.id === params.experiment)!;
  const [common, own] = [fields(envelopeSchema), fields(experiment.output)];
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Artifacts of the experiment ${experiment.id}`,
    description: experiment.title,
    type: 'object',
    properties: { ...common.properties, ...own.properties },
    required: [...common.required, ...own.required],
  };
  return new Response(JSON.stringify(schema, null, 2), { headers: { 'content-type': 'application/json' } });
};
