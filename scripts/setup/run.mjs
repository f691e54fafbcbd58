import { spawn } from 'node:child_process';

/** The last line that says something, for a message of one line. */
export function lastLine(text) {
  return text.trim().split('\n').at(-1).trim();
}

/**
 * Runs a command to its end. A command that cannot be started ends with code 127 and says so in `output`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { adopt?: (pid: number) => void }} options
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, output: string }>}
 *   `output` holds both streams as they came
 */
export function run(command, args, { adopt, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) adopt?.(child.pid);
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => ((stdout += text), (output += text)));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 127, signal: null, stdout, output: error.message }));
    child.on('close', (code, signal) => resolve({ code, signal, stdout, output }));
  });
}
