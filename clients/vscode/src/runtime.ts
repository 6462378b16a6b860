import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** How to start the language server: the program and its arguments. */
export interface ServerCommand {
  command: string;
  args: string[];
  /** Where the JVM's cache of loaded classes belongs, if there may be one. */
  cache?: string;
}

/**
 * Finds the server: the user's own command, the one packed into this extension, or the source
 * checkout that the extension runs from.
 *
 * @param storage folder that belongs to this extension
 * @throws Error with one line that says what to do
 */
export function findServer(extensionPath: string, storage: string, userCommand: string[]): ServerCommand {
  if (userCommand.length > 0) {
    return { command: userCommand[0], args: userCommand.slice(1) };
  }
  const packed = path.join(extensionPath, 'server');
  const jar = path.join(packed, 'stepwise.jar');
  if (fs.existsSync(jar)) {
    const command = findJava(packed);
    const cache = path.join(storage, `${stamp(command)}-${stamp(jar)}.aot`);
    const classes = fs.existsSync(cache) ? [`-XX:AOTCache=${cache}`] : [];
    return {
      command,
      cache,
      args: [
        ...classes,
        // Warnings of the JVM go to standard output unless told otherwise.
        '-Xlog:disable',
        '-Xlog:all=error,aot*=off,cds*=off:stderr',
        '--enable-native-access=ALL-UNNAMED',
        '-XX:+UseSerialGC',
        // As in server/bin/stepwise: a server that rests most of the time.
        '-XX:TieredStopAtLevel=1',
        '-Xms144m',
        '-XX:NewSize=32m',
        '-XX:MaxNewSize=32m',
        '-XX:SurvivorRatio=6',
        '-XX:PretenureSizeThreshold=131072',
        '-XX:MinHeapDeltaBytes=32m',
        '-XX:MinHeapFreeRatio=40',
        '-XX:MaxHeapFreeRatio=70',
        '-XX:-ShrinkHeapInSteps',
        '-Djdk.nio.maxCachedBufferSize=262144',
        `-Dstepwise.home=${packed}`,
        `-Dstepwise.natives=${path.join(packed, 'natives')}`,
        '-jar',
        jar,
        'serve',
      ],
    };
  }
  const launcher = path.resolve(extensionPath, '..', '..', 'server', 'bin', 'stepwise');
  if (fs.existsSync(launcher)) {
    return { command: launcher, args: ['serve'] };
  }
  throw new Error('Stepwise: no server found. Set "stepwise.server.command" to server/bin/stepwise of a checkout.');
}

/** Differs between versions of a file. */
function stamp(file: string): string {
  const { mtimeMs, size } = fs.statSync(file);
  return `${Math.round(mtimeMs).toString(36)}${size.toString(36)}`;
}

const NEEDED = 25;

function findJava(packed: string): string {
  const java = process.platform === 'win32' ? 'java.exe' : 'java';
  const homes = [path.join(packed, 'jre'), process.env.JAVA25_HOME, process.env.JAVA_HOME, ...installedJdks()];
  for (const home of homes) {
    if (home && fs.existsSync(path.join(home, 'bin', java)) && majorVersion(home) >= NEEDED) {
      return path.join(home, 'bin', java);
    }
  }
  throw new Error(`Stepwise needs Java ${NEEDED} or later: install a JDK ${NEEDED} and set JAVA_HOME to it.`);
}

function majorVersion(home: string): number {
  try {
    const release = fs.readFileSync(path.join(home, 'release'), 'utf8');
    return Number(/JAVA_VERSION="(\d+)/.exec(release)?.[1] ?? 0);
  } catch {
    return 0; // no JDK folder
  }
}

function installedJdks(): string[] {
  const folders = [
    '/usr/lib/jvm',
    '/Library/Java/JavaVirtualMachines',
    path.join(os.homedir(), '.sdkman', 'candidates', 'java'),
    path.join(os.homedir(), '.jdks'),
    'C:\\Program Files\\Java',
    'C:\\Program Files\\Eclipse Adoptium',
  ];
  return folders.filter(f => fs.existsSync(f)).flatMap(folder =>
    fs.readdirSync(folder).flatMap(name => [path.join(folder, name), path.join(folder, name, 'Contents', 'Home')]));
}
