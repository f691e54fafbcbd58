import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Engine, Problem, TrainingLoss } from '../../src/engine/engine.ts';
import { example, type Example } from './problems.ts';

type Numbers = Float32Array | Float64Array;

/** What an engine can be asked, each with all that it takes. */
interface Question {
  readonly problem: Problem;
  /** Vectors by the name that a complaint has for them. */
  readonly vectors: Readonly<Record<string, Numbers>>;
  readonly ask: (engine: Engine) => Promise<readonly Numbers[]>;
}

const distances = [-0.5, 0.25, 1];
const settings = { learningRate: 0.1, steps: 7 };

/** Every question there is, at one point of one problem. */
const questions: Readonly<Record<string, (given: Example) => Question>> = {
  gradientDescent({ problem, parameters }) {
    const start = Float32Array.from(parameters);
    return {
      problem,
      vectors: { start },
      ask: async (engine) => {
        const result = await engine.loss(problem).gradientDescent(start, settings);
        return [result.parameters, result.losses];
      },
    };
  },
  trajectory({ problem, parameters: start }) {
    const correction = start.map((value) => 0.1 * value);
    return {
      problem,
      vectors: { start, correction },
      ask: async (engine) => engine.loss(problem).trajectory(start, { ...settings, correction }).iterates,
    };
  },
  gradient: ({ problem, parameters }) => ({
    problem,
    vectors: { point: parameters },
    ask: async (engine) => [engine.loss(problem).valueAndGradient(parameters).gradient],
  }),
  ...Object.fromEntries(
    (['slice', 'examples', 'slopes'] as const).map((name) => [
      name,
      ({ problem, parameters: centre }: Example): Question => {
        const direction = centre.map((value, i) => Math.cos(i) * value);
        return {
          problem,
          vectors: { centre, direction },
          ask: async (engine) => [engine.loss(problem)[name](centre, direction, distances)],
        };
      },
    ]),
  ),
  ...Object.fromEntries(
    (['float64', 'float32'] as const).map((precision) => [
      `Hessian in ${precision}`,
      ({ problem, parameters }: Example): Question => {
        const v = parameters.map((_, i) => Math.sin(i));
        return {
          problem,
          vectors: { point: parameters, v },
          ask: async (engine) => [engine.loss(problem).hessian(parameters, precision)(v)],
        };
      },
    ]),
  ),
};

const tanh = { kind: 'mlp', layers: [5, 6, 3], activation: 'tanh', loss: 'mse' } as const;
const convolutions = { kind: 'cnn', layers: [16, 2, 3], activation: 'relu', loss: 'cross-entropy' } as const;

const copied = ({ problem, parameters }: Example): Example => ({
  problem: {
    model: { ...problem.model, layers: [...problem.model.layers] },
    n: problem.n,
    x: problem.x.slice(),
    targets: problem.targets.slice(),
  },
  parameters: parameters.slice(),
});

/** One that a test may change. */
const made = (...words: Parameters<typeof example>): Example => copied(example(...words));

const change = (values: Numbers, by = 0.5) => void values.set(values.map((value, i) => value + by * (i + 1)));

/** The same with one number fewer, or with one that is not finite. */
const shorter = <T extends Numbers>(values: T) => values.slice(0, -1) as T;
const spoilt = <T extends Numbers>(values: T, by: number) => values.with(1, by) as T;

/** Asks a question with one of its vectors replaced. */
async function askWith(
  engine: Engine,
  name: string,
  vector: string,
  replace: (values: Numbers) => Numbers,
): Promise<unknown> {
  const given = made(tanh, 4, 1);
  const { problem } = given;
  const { vectors } = questions[name](given);
  const own = Object.fromEntries(
    Object.entries(vectors).map(([one, values]) => [one, one === vector ? replace(values) : values]),
  ) as Record<string, Float64Array>;
  switch (name) {
    case 'gradientDescent':
      return engine.loss(problem).gradientDescent(own['start'] as never, settings);
    case 'trajectory':
      return engine.loss(problem).trajectory(own['start'], { ...settings, correction: own['correction'] });
    case 'gradient':
      return engine.loss(problem).valueAndGradient(own['point']).gradient;
    case 'slice':
    case 'examples':
    case 'slopes':
      return engine.loss(problem)[name](own['centre'], own['direction'], distances);
    default:
      return engine.loss(problem).hessian(own['point'], name.endsWith('32') ? 'float32' : 'float64')(
        own['v'],
      );
  }
}

/** The borders of one backend; `make` gives an engine that has seen nothing. */
export function testBorders(make: () => Engine): void {
  const names = Object.keys(questions);

  describe.each(names)('%s', (name) => {
    test.each([tanh, convolutions])('is asked of the samples as they are now: $kind', async (model) => {
      const given = made(model, 4, 1);
      const { problem, ask } = questions[name](given);
      const engine = make();
      await ask(engine);
      for (const values of [problem.x, problem.targets, problem.x]) {
        change(values);
        expect(await ask(engine)).toEqual(await questions[name](copied(given)).ask(make()));
      }
    });

    test('is asked of the network as it is now', async () => {
      const given = made(tanh, 4, 1);
      const { problem, ask } = questions[name](given);
      const engine = make();
      await ask(engine);
      Object.assign(problem.model, { activation: 'sin' });
      expect(await ask(engine)).toEqual(await questions[name](copied(given)).ask(make()));
    });

    test('takes no vector that is too short, too long or, but for v, not finite', async () => {
      const engine = make();
      const { vectors } = questions[name](made(tanh, 4, 1));
      for (const vector of Object.keys(vectors)) {
        const asked = (replace: (values: Numbers) => Numbers) => askWith(engine, name, vector, replace);
        await asked((values) => values);
        const { length } = vectors[vector];
        await expect(asked(shorter)).rejects.toThrow(
          `${vector} takes ${length} numbers for this network, not ${length - 1}`,
        );
        const longer = (values: Numbers) => Float64Array.of(...values, 0);
        await expect(asked(longer)).rejects.toThrow(
          `${vector} takes ${length} numbers for this network, not ${length + 1}`,
        );
        if (vector === 'v') continue;
        for (const by of [NaN, Infinity, -Infinity])
          await expect(asked((values) => spoilt(values, by))).rejects.toThrow(`${vector}[1] is ${by}`);
      }
    });

    test('takes no samples of another shape or that are not finite', async () => {
      const given = made(tanh, 4, 1);
      const asked = (problem: Partial<Problem>) =>
        questions[name]({ ...given, problem: { ...given.problem, ...problem } }).ask(make());
      const { x, targets } = given.problem;
      await expect(asked({ x: shorter(x) })).rejects.toThrow('x [4, 5] takes 20 numbers');
      await expect(asked({ targets: shorter(targets) })).rejects.toThrow('targets [4, 3] takes 12 numbers');
      await expect(asked({ n: 5 })).rejects.toThrow('x [5, 5] takes 25 numbers');
      for (const n of [0, -4, 2.5, NaN])
        await expect(asked({ n })).rejects.toThrow(`n is a whole number from 1 on, not ${n}`);
      for (const by of [NaN, Infinity]) {
        await expect(asked({ x: spoilt(x, by) })).rejects.toThrow(`x[1] is ${by}`);
        await expect(asked({ targets: spoilt(targets, by) })).rejects.toThrow(`targets[1] is ${by}`);
      }
    });
  });

  test('any change of any sample in place is a new problem', () => {
    const given = made(tanh, 6, 2);
    const engine = make();
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.nat(17),
        fc.float({ min: -2, max: 2, noNaN: true }),
        (inputs, i, value) => {
          const { problem, parameters } = given;
          (inputs ? problem.x : problem.targets)[i] = value;
          const fresh = copied(given);
          expect(engine.loss(problem).valueAndGradient(parameters).gradient).toEqual(
            make().loss(fresh.problem).valueAndGradient(fresh.parameters).gradient,
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  test.each(['float64', 'float32'] as const)(
    'products in %s stay those of the point and the problem that they were asked for',
    (precision) => {
      const given = made(tanh, 4, 1);
      const { problem, parameters } = given;
      const fresh = copied(given);
      const v = parameters.map((_, i) => Math.sin(i));
      const engine = make();
      const product = engine.loss(problem).hessian(parameters, precision);
      const expected = product(v);
      change(parameters);
      change(problem.x);
      change(problem.targets);
      Object.assign(problem.model, { activation: 'sin' });
      expect(product(v)).toEqual(expected);
      // As many problems as no engine keeps.
      for (let seed = 0; seed < 9; seed++) {
        const other = made(tanh, 4, seed);
        engine.loss(other.problem).hessian(other.parameters, precision)(v);
      }
      expect(product(v)).toEqual(expected);
      expect(make().loss(fresh.problem).hessian(fresh.parameters, precision)(v)).toEqual(expected);
    },
  );

  test('takes no settings without a meaning', async () => {
    const { problem, parameters } = made(tanh, 4, 1);
    const start = Float32Array.from(parameters);
    const engine = make();
    const descend = (options: Partial<Parameters<TrainingLoss['gradientDescent']>[1]>) =>
      engine.loss(problem).gradientDescent(start, { ...settings, ...options });
    for (const steps of [-1, 1.5, NaN, Infinity]) {
      await expect(descend({ steps })).rejects.toThrow(`steps is a whole number from 0 on, not ${steps}`);
      expect(() => engine.loss(problem).trajectory(parameters, { ...settings, steps })).toThrow('steps is');
    }
    for (const learningRate of [NaN, Infinity]) {
      await expect(descend({ learningRate })).rejects.toThrow('learningRate is a finite number');
      expect(() => engine.loss(problem).trajectory(parameters, { ...settings, learningRate })).toThrow(
        'learningRate is',
      );
    }
    await expect(descend({ learningRate: (step) => (step < 3 ? 0.1 : NaN) })).rejects.toThrow(
      'the learning rate of step 3 is a finite number, not NaN',
    );
    await expect(descend({ stopBelow: NaN })).rejects.toThrow('stopBelow is a loss');
    await expect(descend({ initialLoss: NaN })).rejects.toThrow('initialLoss is a finite loss');
    for (const ask of ['slice', 'examples', 'slopes'] as const)
      expect(() => engine.loss(problem)[ask](parameters, parameters, [0, NaN])).toThrow(
        't[1] is a finite number',
      );
    expect(() => engine.loss(problem).hessian(parameters, 'float16' as never)).toThrow(
      "precision is 'float64' or 'float32', not 'float16'",
    );
  });
}
