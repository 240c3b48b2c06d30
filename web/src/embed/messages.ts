/**
 * What an embedded page and its host say to each other (docs/PROTOCOL.md). The envelope carries a
 * version, commands an id that their reply repeats.
 */
export const envelope = 1;

export type Command =
  | { command: 'play' }
  | { command: 'pause' }
  | { command: 'reset' }
  | { command: 'step' }
  | { command: 'epoch' }
  /** A spec, or the hash of a link. */
  | { command: 'open'; spec: unknown };

export type CommandMessage = { hunch: typeof envelope; id: string | number } & Command;

export type HostMessage = { hunch: typeof envelope } & (
  | { type: 'ready' }
  | { type: 'height'; height: number }
  | { type: 'state'; state: string; step: number; epoch: number }
  | { type: 'reply'; id: string | number; ok: true; issues?: unknown[] }
  | { type: 'reply'; id: string | number; ok: false; error: string }
);

const commands = ['play', 'pause', 'reset', 'step', 'epoch', 'open'] as const;

/** Null: not meant for us, or not understood. */
export function commandOf(data: unknown): CommandMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Record<string, unknown>;
  const { id, command } = message;
  const known =
    message['hunch'] === envelope &&
    (typeof id === 'number' || (typeof id === 'string' && id.length <= 64)) &&
    commands.some((name) => name === command);
  return known ? (message as unknown as CommandMessage) : null;
}
