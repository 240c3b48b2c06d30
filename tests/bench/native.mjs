// The native side: a child process that is asked line by line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export async function openNative(program) {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ended early`);
    return value.split(' ');
  };
  const [kernels, ...names] = await next();
  return {
    name: 'native',
    kernels,
    names,
    async measure(number, least) {
      child.stdin.write(`${number} ${least}\n`);
      const [units, seconds] = await next();
      return { units: Number(units), seconds: Number(seconds) };
    },
    close: () => child.stdin.end(),
  };
}
