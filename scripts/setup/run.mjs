import { spawn } from 'node:child_process';

/** How long a command that is told to end may take to; milliseconds. */
const patience = 1000;

/** The last line that says something, for a message of one line. */
export function lastLine(text) {
  return text.trim().split('\n').at(-1).trim();
}

/**
 * The line of a program's output that says what went wrong. A program in Node ends with a stack and the version of Node,
 * and what was thrown stands under the mark at the place where it was.
 */
export function faultLine(text) {
  const lines = text.split('\n').map((line) => line.trim());
  const thrown = lines.slice(lines.indexOf('^') + 1);
  const isError = (line) => /^(\w+\.)*\w*(Error|Exception)\b.*: ./.test(line);
  const isWords = (line) => line !== '' && !/^(at |Node\.js v|[{}^]|\w+: .*,?$)/.test(line);
  const found = lines.find(isError) ?? (thrown.length < lines.length ? thrown.find(Boolean) : undefined);
  return found ?? lines.findLast(isWords) ?? lastLine(text);
}

/** Ends a command and all that it started, which has a second to end by itself. */
function end(child) {
  const kill = (signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    } catch {
      // It has ended.
    }
  };
  kill('SIGTERM');
  const last = setTimeout(() => kill('SIGKILL'), patience);
  child.once('exit', () => (clearTimeout(last), kill('SIGKILL')));
}

/**
 * Runs a command to its end, in a process group of its own. A command that cannot be started ends with code 127 and says
 * so in `output`; once `signal` is aborted it ends with all that it started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { adopt?: (pid: number) => void }} options
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, output: string }>}
 *   `output` holds both streams as they came
 */
export function run(command, args, { adopt, signal: stop, ...options } = {}) {
  return new Promise((resolve) => {
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, { ...options, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) adopt?.(child.pid);
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => ((stdout += text), (output += text)));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    const stopped = () => child.pid !== undefined && end(child);
    const settle = (result) => (stop?.removeEventListener('abort', stopped), resolve(result));
    child.on('error', (error) => settle({ code: 127, signal: null, stdout, output: error.message }));
    child.on('close', (code, signal) => settle({ code, signal, stdout, output }));
    if (stop?.aborted) stopped();
    else stop?.addEventListener('abort', stopped);
  });
}
