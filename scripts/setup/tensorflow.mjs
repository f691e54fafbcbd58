import { cacheEntry, hasEntry, removeDamaged, removeEntry } from './cache-entry.mjs';
import { platform } from './context.mjs';
import { identityOf } from './identity.mjs';
import { linkedFiles, linkInto } from './link.mjs';
import { entryNames, nativeRecipe } from './native-recipe.mjs';
import { Unproved } from './prove.mjs';
import { stillFails } from './retry.mjs';
import { updateState } from './state.mjs';
import { requireTools, toolsFound } from './tools.mjs';
import { Unavailable } from './unavailable.mjs';
import { unpackedWheel } from './wheel.mjs';
import { tensorflowVersion } from './wheels.mjs';

const subject = 'TensorFlow';

/** The proof holds while Node, what the recipe asks for and the linked files stay as they were. */
const proof = (context, node, { wheel }) =>
  `${node.version} ${entryNames(context, wheel).addonEntry} ${identityOf(linkedFiles(context.modules))}`;

/** What a later attempt depends on, as far as it can be seen cheaply. */
async function circumstances(context, { wheel }) {
  const entries = wheel ? Object.values(entryNames(context, wheel)) : [];
  const cached = await Promise.all(entries.map((name) => hasEntry(context, name)));
  return JSON.stringify({ tools: toolsFound(context.env), entries, cached });
}

export async function tensorflowSettled(context, { node, tensorflow, evidence }, recipe = nativeRecipe) {
  if (!node || !tensorflow) return false;
  if (tensorflow.status === 'native') return evidence.tensorflow === proof(context, node, recipe);
  return stillFails(context, tensorflow, {
    then: evidence.tensorflow,
    now: await circumstances(context, recipe),
  });
}

/** Brings libraries and addon into the cache and the checkout, and proves them. */
async function provideOnce(context, ready, { wheel, build, prove }) {
  const { libraryEntry, addonEntry } = entryNames(context, wheel);
  const fetchIsDue = !(await hasEntry(context, libraryEntry));
  const buildIsDue = !(await hasEntry(context, addonEntry));
  await requireTools(context.env, { fetch: fetchIsDue, build: buildIsDue });
  const libraries = await cacheEntry(context, libraryEntry, {
    subject,
    fill: (folder, adopt) => unpackedWheel(context, wheel, folder, adopt),
  });
  const node = await ready;
  const parts = { node, libraries, linkNames: wheel.linkNames };
  const addon = await cacheEntry(context, addonEntry, {
    subject,
    fill: (folder, adopt) => build(context, parts, folder, adopt),
  });
  await linkInto(context.modules, { libraries, addon });
  return prove(context, node);
}

/** What came from the cache and does not work is damaged or was built on another system: it is made again, once. */
async function provide(context, ready, recipe) {
  if (!recipe.wheel) throw new Unavailable(`TensorFlow ${tensorflowVersion} has no wheel for ${platform}`);
  const { libraryEntry, addonEntry } = entryNames(context, recipe.wheel);
  const fromCache = await hasEntry(context, addonEntry);
  try {
    return await provideOnce(context, ready, recipe);
  } catch (error) {
    if (!(error instanceof Unproved && fromCache)) throw error;
    await removeDamaged(context, libraryEntry);
    await removeEntry(context, addonEntry);
    return provideOnce(context, ready, recipe);
  }
}

function fallBack({ progress }, recipe, error) {
  const untested = recipe.wheel?.tested === false ? `; nobody has tried this on ${platform} yet` : '';
  const reason = `${error.message.split('\n')[0]}${untested}`;
  const remedy = error.remedy && ` To have it: ${error.remedy}.`;
  progress.say(
    `No native TensorFlow: ${reason}.${remedy ?? ''} Going on with WebAssembly and the quick profile.`,
  );
  return { status: 'wasm', reason, ...(error.remedy && { remedy: error.remedy }) };
}

/**
 * Provides native TensorFlow; where that cannot be, says why in one line and remembers it.
 * @param {import('./context.mjs').Context} context
 * @param {Promise<{ version: string, path: string }>} ready the Node to use, once the packages are there; fetching
 *   does not wait for it
 * @param {import('./native-recipe.mjs').Recipe} recipe
 */
export async function provideTensorflow(context, ready, recipe = nativeRecipe) {
  const outcome = await provide(context, ready, recipe).then(
    (version) => ({ status: 'native', version }),
    async (error) => {
      // Being told to end says nothing about TensorFlow.
      context.signal.throwIfAborted();
      await ready;
      return fallBack(context, recipe, error);
    },
  );
  const evidence =
    outcome.status === 'native' ? proof(context, await ready, recipe) : await circumstances(context, recipe);
  const tensorflow = { ...outcome, checkedAt: new Date().toISOString() };
  updateState(context.root, { tensorflow, evidence: { tensorflow: evidence } });
}
