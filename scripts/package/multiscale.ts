#!/usr/bin/env node
const oldest = 20;
if (Number.parseInt(process.versions.node) < oldest) {
  console.error(`multiscale needs Node ${oldest} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const { run } = await import('./commands.ts');
await run(process.argv.slice(2));
export {};
