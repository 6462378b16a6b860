import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ServerCommand } from './runtime';

const MINUTE = 60_000;

/**
 * Lets the JVM keep the loaded classes of the packed server in a cache, which shortens every later
 * start. Runs once for each version and beside the server, at the lowest priority; all is well without.
 *
 * @returns ends it
 */
export function warmUp({ command, args, cache }: ServerCommand, log: (line: string) => void): () => void {
  if (!cache || fs.existsSync(cache)) {
    return () => {};
  }
  const folder = path.dirname(cache);
  const fresh = `${cache}.${process.pid}`;
  fs.mkdirSync(folder, { recursive: true });
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'stepwise-warm-'));
  const jvm = [`-XX:AOTCacheOutput=${fresh}`, ...args.filter(a => !a.startsWith('-XX:AOTCache='))];
  const server = spawn(command, jvm, {
    cwd: scratch, env: { ...process.env, STEPWISE_CACHE: scratch }, stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    os.setPriority(server.pid ?? 0, os.constants.priority.PRIORITY_LOW);
  } catch {
    // It is gone, or the system does not let us.
  }
  const patience = setTimeout(() => server.kill(), 2 * MINUTE);
  server.on('error', e => log(`No cache of classes: ${e.message}`));
  server.on('close', code => {
    clearTimeout(patience);
    try {
      if (code === 0 && fs.existsSync(fresh)) {
        fs.readdirSync(folder).filter(f => f.endsWith('.aot')).forEach(f => fs.rmSync(path.join(folder, f), { force: true }));
        fs.renameSync(fresh, cache);
      }
    } catch (e) {
      log(`No cache of classes: ${(e as Error).message}`); // Windows keeps a file that is in use
    } finally {
      fs.rmSync(fresh, { force: true });
      fs.rmSync(scratch, { recursive: true, force: true });
    }
  });
  server.stdin.on('error', () => {});
  server.stdin.write(WORK.map(framed).join(''));
  let said = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = said.includes(LAST);
    said += text;
    if (!before && said.includes(LAST)) {
      server.stdin.end(LEAVE.map(framed).join(''));
    }
  });
  return () => server.kill();
}

const textDocument = { uri: 'untitled:Warm.java', languageId: 'java', version: 1, text: 'class Warm { int i = unknown; }' };
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } };

/** What an editor says that opens a file with an error. */
const WORK = [
  { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {}, initializationOptions: { diagnostics: 'on' } } },
  { method: 'initialized', params: {} },
  { method: 'textDocument/didOpen', params: { textDocument } },
  { id: 2, method: 'textDocument/codeLens', params: { textDocument } },
  { id: 3, method: 'textDocument/codeAction', params: { textDocument, range, context: { diagnostics: [] } } },
  { id: 4, method: 'textDocument/diagnostic', params: { textDocument } },
];
const LAST = '"id":4';
const LEAVE = [{ id: 5, method: 'shutdown' }, { method: 'exit' }];

function framed(message: object): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
