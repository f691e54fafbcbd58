/** Code between the user's line and here: tfjs, and what records and differentiates. */
const between = /node_modules|node:|\/engine\/(?:compile|graph|plain)\//;

/**
 * Where the function that is being traced stands at present, `file:line:column`; found out when it is asked for. Undefined
 * where that cannot be told, as in a bundle.
 */
export function callSite(): () => string | undefined {
  const at = new Error();
  return () => {
    const frames = (at.stack ?? '').split('\n').slice(1);
    const frame = frames.find((one) => !between.test(one));
    return /\(?(?:file:\/\/)?([^()\s]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1];
  };
}
