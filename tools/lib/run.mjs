// Running other programs. All talk goes to standard error, so that standard output stays free for
// what a command was asked to print.
import { spawn, spawnSync } from 'node:child_process';
import { root } from './project.mjs';

/** Something that the person at the keyboard has to know or do; shown without a stack trace. */
export class SetupError extends Error {}

/** Prints one line about what is being done. */
export function say(text) {
  process.stderr.write(`hunch: ${text}\n`);
}

/** Runs a program and gives back what it printed, or undefined when it failed. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  return result.status === 0 ? result.stdout : undefined;
}

/** Runs a program that shows its own progress. */
export function run(command, args, options = {}) {
  const { stdout = 2, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', stdout, 2], ...rest });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new SetupError(`${command} ${args[0] ?? ''} ended with ${signal ?? `status ${code}`}`));
    });
  });
}

/**
 * Runs a program whose output is of interest only when it fails. Says nothing when it is done within
 * a second; after that, how long it has been going: on a terminal in place, elsewhere every 15 s.
 */
export function runQuietly(title, command, args, options = {}) {
  const terminal = process.stderr.isTTY;
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let output = '';
  let slow = false;
  const announce = setTimeout(() => {
    slow = true;
    say(`${title} ...`);
  }, 1000);
  const clock = setInterval(
    () => {
      const lastLine = output
        .trimEnd()
        .split(/[\r\n]/)
        .at(-1);
      const now = `${title}: ${seconds()} s  ${lastLine}`;
      if (terminal) process.stderr.write(`\r\x1b[K  ${now.slice(0, process.stderr.columns - 3)}`);
      else say(now.slice(0, 160));
    },
    terminal ? 1500 : 15_000,
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const end = (finish) => {
      clearTimeout(announce);
      clearInterval(clock);
      if (terminal && slow) process.stderr.write('\r\x1b[K');
      finish();
    };
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => end(() => reject(error)));
    child.on('close', (code) =>
      end(() => {
        if (code === 0) {
          if (slow) say(`${title}: done in ${seconds()} s`);
          resolve();
        } else {
          process.stderr.write(`${output.split('\n').slice(-40).join('\n')}\n`);
          reject(new SetupError(`${title}: ${command} failed with status ${code}`));
        }
      }),
    );
  });
}

/** Runs the whole of a command-line tool; turns what it throws into a message and status 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`hunch: ${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
