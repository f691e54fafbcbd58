import ts from 'typescript';

/** Names declared in one scope, each with a token of its own. */
type Scope = Map<string, object>;

const isFunctionScope = (node: ts.Node) => ts.isFunctionLike(node) || ts.isSourceFile(node);

const isBlockScope = (node: ts.Node) =>
  isFunctionScope(node) ||
  ts.isBlock(node) ||
  ts.isCaseBlock(node) ||
  ts.isCatchClause(node) ||
  ts.isForStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isForOfStatement(node) ||
  ts.isClassStaticBlockDeclaration(node);

function enclosing(node: ts.Node, is: (node: ts.Node) => boolean): ts.Node {
  let found = node.parent;
  while (!is(found)) found = found.parent;
  return found;
}

/** The node whose scope holds the name that this declaration makes; null where it makes none. */
function scopeOf(node: ts.Node): ts.Node | null {
  if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) return node;
  if (ts.isParameter(node)) return node.parent;
  if (ts.isBindingElement(node)) return scopeOf(node.parent.parent);
  if (ts.isVariableDeclaration(node)) {
    if (ts.isCatchClause(node.parent)) return node.parent;
    const isVar = (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
    return enclosing(node, isVar ? isFunctionScope : isBlockScope);
  }
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return enclosing(node, isBlockScope);
  if (ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportSpecifier(node))
    return enclosing(node, ts.isSourceFile);
  return null;
}

/** Every node below this one, in the order of the text. */
function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    see(child);
    visit(child, see);
  });
}

function scopesIn(file: ts.SourceFile): Map<ts.Node, Scope> {
  const scopes = new Map<ts.Node, Scope>();
  visit(file, (node) => {
    const { name } = node as { name?: ts.Node };
    if (!name || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return;
    const scope = ts.isPrivateIdentifier(name) ? ts.isClassElement(node) && node.parent : scopeOf(node);
    if (!scope) return;
    const names = scopes.get(scope) ?? new Map<string, object>();
    if (!names.has(name.text)) names.set(name.text, {});
    scopes.set(scope, names);
  });
  return scopes;
}

/** How a name is to be written when it is replaced by another; null where it names no variable but a property or label. */
function rewriting(node: ts.Identifier | ts.PrivateIdentifier): ((by: string) => string) | null {
  if (ts.isPrivateIdentifier(node)) return (by) => `#${by}`;
  const { parent, text } = node;
  const whole = (by: string) => by;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) return (by) => `${text}:${by}`;
  if (ts.isBindingElement(parent)) {
    if (parent.propertyName === node) return null;
    const shorthand = parent.name === node && !parent.propertyName && !parent.dotDotDotToken;
    return shorthand && ts.isObjectBindingPattern(parent.parent) ? (by) => `${text}:${by}` : whole;
  }
  if (ts.isImportSpecifier(parent)) {
    if (parent.propertyName === node) return null;
    return parent.propertyName ? whole : (by) => `${text} as ${by}`;
  }
  if (ts.isExportSpecifier(parent)) {
    if (parent.propertyName) return parent.propertyName === node ? whole : null;
    return (by) => `${by} as ${text}`;
  }
  if (ts.isMetaProperty(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent))
    return null;
  const isMember =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isClassElement(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isAccessor(parent);
  return isMember && parent.name === node ? null : whole;
}

function bindingOf(
  node: ts.Identifier | ts.PrivateIdentifier,
  scopes: ReadonlyMap<ts.Node, Scope>,
): object | null {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const binding = scopes.get(at)?.get(node.text);
    if (binding) return binding;
  }
  return null;
}

/**
 * The code of a module, with each variable, function, import and private member named by its number in the order in which they appear:
 * the same text whatever they are called. What is not declared in the module keeps its name.
 */
export function withNumberedNames(code: string): string {
  const file = ts.createSourceFile('module.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const scopes = scopesIn(file);
  const numbers = new Map<object, number>();
  let [text, from] = ['', 0];
  visit(file, (node) => {
    if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return;
    const write = rewriting(node);
    const binding = write && bindingOf(node, scopes);
    if (!binding) return;
    if (!numbers.has(binding)) numbers.set(binding, numbers.size);
    text += code.slice(from, node.getStart(file)) + write(`$${numbers.get(binding)}`);
    from = node.end;
  });
  return text + code.slice(from);
}
