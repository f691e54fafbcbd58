import ts from 'typescript';

/**
 * Parts of an experiment's definition that its artifacts do not depend on, or that the key holds by themselves: the
 * parameters of each variant, its seeds, its inputs. Judging anew or one more variant reruns nothing.
 */
const besidesTheRun = ['id', 'version', 'title', 'variants', 'needs', 'timeLimit', 'judges'];

/** Where text is to be replaced: from, to, by what. */
type Edit = readonly [from: number, to: number, by: string];

/** `{ run, … }` of `defineExperiment({ run, … })`; null for any other expression. */
function definitionIn(expression: ts.Expression): ts.ObjectLiteralExpression | null {
  if (!ts.isCallExpression(expression) || !ts.isIdentifier(expression.expression)) return null;
  const [definition] = expression.arguments;
  return expression.expression.text === 'defineExperiment' && ts.isObjectLiteralExpression(definition)
    ? definition
    : null;
}

interface Constant {
  readonly name: string;
  readonly value: ts.Expression;
  readonly exported: boolean;
}

/** The named constants of a module's top level. */
function constantsOf(file: ts.SourceFile): Constant[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const))
      return [];
    const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer ? [{ name: name.text, value: initializer, exported }] : [],
    );
  });
}

const parse = (text: string) => ts.createSourceFile('module.ts', text, ts.ScriptTarget.ESNext);

/** The experiments that a module defines and exports as constants: by id, the constant's name. */
export const experimentsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    constantsOf(parse(text)).flatMap(({ name, value, exported }) => {
      const id = exported && definitionIn(value)?.properties.find((property) => isNamed(property, 'id'));
      return id && ts.isPropertyAssignment(id) && ts.isStringLiteral(id.initializer)
        ? [[id.initializer.text, name] as const]
        : [];
    }),
  );

/** Whether a module's text has an object with this id, exported or not. */
export function holdsId(text: string, id: string): boolean {
  const holds = (node: ts.Node): boolean =>
    (ts.isPropertyAssignment(node) &&
      isNamed(node, 'id') &&
      ts.isStringLiteral(node.initializer) &&
      node.initializer.text === id) ||
    (ts.forEachChild(node, (child) => holds(child) || undefined) ?? false);
  return holds(parse(text));
}

const isNamed = ({ name }: ts.ObjectLiteralElementLike, ...names: readonly string[]) =>
  name !== undefined && ts.isIdentifier(name) && names.includes(name.text);

/**
 * The module's text for a bundler that drops what nobody uses: no constant has an effect when it is computed, as the
 * rules of this code have it. With `runOnly`, of experiments only what makes their artifacts.
 */
export function essenceOf(text: string, options: { readonly runOnly: boolean }): string {
  const name = `${options.runOnly} ${text}`;
  const known = essences.get(name);
  if (known !== undefined) return known;
  const essence = makeEssence(text, options);
  essences.set(name, essence);
  return essence;
}

/** By text: most modules are part of many graphs. */
const essences = new Map<string, string>();

function makeEssence(text: string, { runOnly }: { readonly runOnly: boolean }): string {
  const file = parse(text);
  const edits = constantsOf(file).flatMap(({ value }): Edit[] => {
    const [from, to] = [value.getStart(file), value.end];
    const definition = runOnly ? definitionIn(value) : null;
    // What waits cannot stand in a function that does not.
    if (/\bawait\b/.test(text.slice(from, to))) return [];
    return [
      [from, from, '/* @__PURE__ */ (() => ('],
      ...(definition ? [trimmed(definition, file)] : []),
      [to, to, '))()'],
    ];
  });
  return edits.reduceRight(
    (changed, [from, to, by]) => changed.slice(0, from) + by + changed.slice(to),
    text,
  );
}

function trimmed(definition: ts.ObjectLiteralExpression, file: ts.SourceFile): Edit {
  const kept = definition.properties.filter((property) => !isNamed(property, ...besidesTheRun));
  return [
    definition.getStart(file),
    definition.end,
    `{${kept.map((property) => property.getText(file)).join(',')}}`,
  ];
}

const partsLeftOut = ['variants', 'needs', 'timeLimit', 'judges'].join('|');

/** A name after a point, in brackets, or taken out of an object or put into one. */
const partRead = new RegExp(`(?:\\.|[{,]\\s*|\\[\\s*["'\`])(?:${partsLeftOut})\\b`);

/** Whether bundled code reads a part of an experiment that {@link essenceOf} leaves out. */
export const readsMoreThanTheRun = (code: string): boolean => partRead.test(code);
