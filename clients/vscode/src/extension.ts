import * as vscode from 'vscode';
import { LanguageClient, State, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { FixPreview, type Preview } from './preview';
import { findServer, type ServerCommand } from './runtime';
import { type Run, RunsView } from './runs';
import { StatusItem } from './status';

let client: LanguageClient | undefined;

/** Starts the server once the workspace is trusted: before that no code of it may run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Stepwise', { log: true });
  const status = new StatusItem();
  const runs = new RunsView();
  context.subscriptions.push(log, status, runs);
  const start = () => startServer(context, log, status, runs);
  registerCommands(context, log, status, start);
  if (vscode.workspace.isTrusted) {
    await start();
  } else {
    status.show('restricted');
    context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(start));
  }
}

export function deactivate(): Thenable<void> | undefined {
  return client?.stop();
}

async function startServer(
  context: vscode.ExtensionContext, log: vscode.LogOutputChannel, status: StatusItem, runs: RunsView): Promise<void> {
  let server: ServerCommand;
  try {
    server = findServer(context.extensionPath, configuredCommand());
  } catch (e) {
    status.show('failed');
    void vscode.window.showErrorMessage((e as Error).message);
    return;
  }
  const serverOptions: ServerOptions = { ...server, transport: TransportKind.stdio };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'java' },
      { scheme: 'file', language: 'python' },
    ],
    outputChannel: log,
    synchronize: { configurationSection: 'stepwise' },
    initializationOptions: vscode.workspace.getConfiguration('stepwise'),
  };
  client = new LanguageClient('stepwise', 'Stepwise', serverOptions, clientOptions);
  // Beyond the protocol this client shows a finished fix itself and follows the steps.
  client.registerFeature({
    fillClientCapabilities: capabilities => {
      capabilities.experimental = { ...capabilities.experimental, stepwise: { preview: true, status: true } };
    },
    initialize: () => undefined,
    getState: () => ({ kind: 'static' }),
    clear: () => undefined,
  });
  const preview = new FixPreview();
  client.onNotification('stepwise/preview', async (fix: Preview) => {
    const alternative = await preview.ask(fix);
    if (alternative !== undefined) {
      await vscode.commands.executeCommand('stepwise.apply', { id: fix.id, alternative });
    }
  });
  client.onNotification('stepwise/statusChanged', (changed: { runs: Run[] }) => {
    runs.update(changed.runs);
    status.show(runs.busy ? 'working' : 'ready');
  });
  client.onDidChangeState(({ newState }) => {
    status.show(newState === State.Running ? 'ready' : newState === State.Starting ? 'starting' : 'stopped');
  });
  context.subscriptions.push(client, preview);
  await client.start();
}

function registerCommands(
  context: vscode.ExtensionContext, log: vscode.LogOutputChannel, status: StatusItem, start: () => Promise<void>): void {
  const command = (name: string, run: (...args: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  command('stepwise.fixIssue', async () => {
    const words = await vscode.window.showInputBox({
      title: 'Stepwise: Fix…',
      prompt: 'What is wrong? Name the failing test or the method where you can.',
      ignoreFocusOut: true,
    });
    if (words) {
      const uri = vscode.window.activeTextEditor?.document.uri.toString();
      await vscode.commands.executeCommand('stepwise.fix', { kind: 'issue', words, ...(uri && { uri }) });
    }
  });
  command('stepwise.showRun', (id: string) => vscode.commands.executeCommand('stepwise.trace', { id }));
  command('stepwise.openLog', () => log.show());
  command('stepwise.restart', async () => {
    await client?.dispose();
    client = undefined;
    await start();
  });
  command('stepwise.doctor', () => runInTerminal(context, ['doctor']));
  command('stepwise.models', () => runInTerminal(context, ['models', 'list']));
  command('stepwise.pullModel', async () => {
    const id = await vscode.window.showInputBox({
      title: 'Stepwise: Download a Model',
      prompt: 'A name from "Stepwise: List Models"; empty for the default one.',
    });
    if (id !== undefined) {
      runInTerminal(context, ['models', 'pull', ...(id ? [id] : [])]);
    }
  });
  command('stepwise.menu', () => status.menu());
}

/** The same program as the server, with another command, where the user sees its progress. */
function runInTerminal(context: vscode.ExtensionContext, args: string[]): void {
  try {
    const server = findServer(context.extensionPath, configuredCommand());
    const terminal = vscode.window.createTerminal({
      name: `Stepwise ${args[0]}`,
      shellPath: server.command,
      shellArgs: [...server.args.filter(a => a !== 'serve' && a !== '--stdio'), ...args],
      message: `stepwise ${args.join(' ')}`,
    });
    terminal.show();
  } catch (e) {
    void vscode.window.showErrorMessage((e as Error).message);
  }
}

function configuredCommand(): string[] {
  return vscode.workspace.getConfiguration('stepwise').get<string[]>('server.command', []);
}
