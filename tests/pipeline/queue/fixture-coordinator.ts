/* fixture-coordinator.ts URL CACHE COUNT: has the tasks of a fixture computed through a queue. */
import { Store } from '../../../src/pipeline/store.ts';
import { coordinate, fixtureTasks } from './fixture.ts';

const [url, cache, count] = process.argv.slice(2);
await coordinate(url, fixtureTasks(Number(count)), new Store(cache));
