const updateMs = 500;
const plainEveryMs = 20_000;

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/**
 * Says what is being done and for how long: one line that is rewritten on a terminal, else a plain line at the
 * start, every 20 s and at the end.
 * @param {NodeJS.WriteStream} stream
 */
export function createProgress(stream) {
  const running = new Set();
  let timer = null;

  const clear = () => stream.isTTY && stream.write('\r\x1b[K');
  const describe = ({ subject, activity, measured, start }) =>
    `${subject}: ${[activity, measured, seconds(start)].filter(Boolean).join(', ')}`;

  const say = (line) => {
    clear();
    stream.write(`${line}\n`);
  };

  const show = () => {
    if (stream.isTTY) {
      clear();
      const line = [...running].map(describe).join(' | ');
      stream.write(line.slice(0, (stream.columns ?? 80) - 1));
      return;
    }
    for (const task of running) {
      if (Date.now() - task.shown < plainEveryMs) continue;
      task.shown = Date.now();
      say(describe(task));
    }
  };

  const update = async () => {
    for (const task of running) task.measured = await task.measure();
    if (running.size > 0) show();
  };

  const begin = (task) => {
    running.add(task);
    if (!stream.isTTY) say(`${task.subject}: ${task.activity} …`);
    timer ??= setInterval(update, updateMs);
  };

  const end = (task) => {
    running.delete(task);
    clear();
    if (running.size > 0) return;
    clearInterval(timer);
    timer = null;
  };

  return {
    say,
    /**
     * Shows an activity while `work` runs.
     * @template T
     * @param {{ subject: string, activity: string, measure?: () => Promise<string> | string }} what `measure` tells
     *   how far it has come
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    async during({ subject, activity, measure = () => '' }, work) {
      const task = { subject, activity, measure, measured: '', start: Date.now(), shown: Date.now() };
      begin(task);
      try {
        const result = await work();
        say(`${subject}: ${activity}, ${seconds(task.start)}`);
        return result;
      } finally {
        end(task);
      }
    },
  };
}
