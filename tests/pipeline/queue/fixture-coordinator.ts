/* fixture-coordinator.ts URL CACHE COUNT SOURCE: has the tasks of a fixture computed through a queue, as a run does. */
import { endOnSignals } from '../../../src/pipeline/end-on-signals.ts';
import { Store } from '../../../src/pipeline/store.ts';
import { coordinate, fixtureTasks } from './fixture.ts';

const [url, cache, count, source] = process.argv.slice(2);
let leave = () => Promise.resolve();
endOnSignals(() => leave());
const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  await coordinate(url, fixtureTasks(Number(count), source), new Store(cache), say, {
    leaving: (how) => (leave = how),
  });
  process.exit();
} catch (error) {
  say((error as Error).message);
  process.exit(1);
}
