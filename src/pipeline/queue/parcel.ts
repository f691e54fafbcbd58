import { canonicalJson, sha256 } from '../canonical.ts';
import { artifactFile, tensorsFile } from '../run-task.ts';
import { provenanceSchema, type Entry } from '../store.ts';
import type { Task } from '../task.ts';

/** An entry of the store as the fields of a Redis hash. */
export type Parcel = Readonly<Record<string, Buffer>>;

const provenanceField = 'provenance';
const fileField = 'file:';

/** Files that an entry may hold; a name from elsewhere reaches no other place of the disk. */
const fileName = new RegExp(
  `^(${[artifactFile, tensorsFile].map((name) => name.replace('.', '\\.')).join('|')}|datasets/[\\w.-]+\\.safetensors)$`,
);

export function packEntry({ provenance, files }: Entry): Parcel {
  return {
    [provenanceField]: Buffer.from(canonicalJson(provenance)),
    ...Object.fromEntries(
      Object.entries(files).map(([name, content]) => [`${fileField}${name}`, Buffer.from(content)]),
    ),
  };
}

/**
 * Reads what a queue brought, trusting nothing of it: it must belong to the task, its ingredients must give its key, and
 * every file must match its checksum and the artifact its schema.
 * @throws Error that says what is wrong
 */
export function unpackEntry(
  parcel: Parcel,
  task: Pick<Task, 'id' | 'key'>,
  checkArtifact: (bytes: Uint8Array) => void,
): Entry {
  const record = parcel[provenanceField];
  if (!record) throw new Error('it has no provenance');
  const provenance = provenanceSchema.parse(JSON.parse(record.toString('utf8')));
  if (provenance.key !== task.key || provenance.id !== task.id)
    throw new Error(`it belongs to ${provenance.id} with key ${provenance.key}`);
  if (sha256(canonicalJson(provenance.ingredients)) !== task.key)
    throw new Error('its ingredients do not give its key');
  const files = Object.fromEntries(
    Object.entries(parcel)
      .filter(([field]) => field.startsWith(fileField))
      .map(([field, content]) => [field.slice(fileField.length), new Uint8Array(content)]),
  );
  const names = Object.keys(files).sort();
  if (names.join() !== Object.keys(provenance.files).sort().join())
    throw new Error(`it holds the files ${names.join(', ')}, not those of its provenance`);
  for (const name of names) {
    if (!fileName.test(name)) throw new Error(`it holds a file of no known kind, ${JSON.stringify(name)}`);
    if (sha256(files[name]) !== provenance.files[name])
      throw new Error(`${name} does not match its checksum`);
  }
  if (!files[artifactFile]) throw new Error(`${artifactFile} is missing`);
  checkArtifact(files[artifactFile]);
  return { provenance, files };
}
