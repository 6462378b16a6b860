import * as vscode from 'vscode';
import { LanguageClient, State, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { chooseModel, withCommand } from './models';
import { FixPreview, type Preview } from './preview';
import { findServer, type ServerCommand } from './runtime';
import { type Run, RunsView } from './runs';
import { StatusItem, type UsedModel } from './status';
import { warmUp } from './warmup';

let client: LanguageClient | undefined;

/** Starts the server once the workspace is trusted: before that no code of it may run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Stepwise', { log: true });
  const status = new StatusItem();
  const runs = new RunsView();
  const preview = new FixPreview();
  context.subscriptions.push(log, status, runs, preview);
  const start = () => startServer(context, log, status, runs, preview);
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
  context: vscode.ExtensionContext, log: vscode.LogOutputChannel, status: StatusItem, runs: RunsView,
  preview: FixPreview): Promise<void> {
  let server: ServerCommand;
  try {
    server = findServer(context.extensionPath, context.globalStorageUri.fsPath, configuredCommand());
  } catch (e) {
    status.show('failed');
    void vscode.window.showErrorMessage((e as Error).message);
    return;
  }
  const serverOptions: ServerOptions = { command: server.command, args: server.args, transport: TransportKind.stdio };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'java' },
      { scheme: 'file', language: 'python' },
    ],
    outputChannel: log,
    synchronize: { configurationSection: 'stepwise' },
    initializationOptions: vscode.workspace.getConfiguration('stepwise'),
    middleware: {
      workspace: {
        didChangeConfiguration: async (sections, next) => {
          await next(sections);
          await tellModel(status);
        },
      },
    },
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
  client.onNotification('stepwise/preview', async (fix: Preview) => {
    const alternative = await preview.ask(fix);
    if (alternative !== undefined) {
      await vscode.commands.executeCommand('stepwise.apply', { id: fix.id, alternative });
    }
  });
  client.onNotification('stepwise/statusChanged', (changed: UsedModel & { runs: Run[] }) => {
    runs.update(changed.runs);
    status.show(runs.busy ? 'working' : 'ready', changed);
  });
  client.onDidChangeState(({ newState }) => {
    status.show(newState === State.Running ? 'ready' : newState === State.Starting ? 'starting' : 'stopped');
  });
  context.subscriptions.push(client);
  await client.start();
  await tellModel(status);
  context.subscriptions.push({ dispose: warmUp(server, line => log.info(line)) });
}

/** Asks which model the settings mean, and shows it; all else goes on where that cannot be told. */
async function tellModel(status: StatusItem): Promise<void> {
  if (client?.state === State.Running) {
    try {
      status.uses(await client.sendRequest<UsedModel>('stepwise/status', {}));
    } catch (e) {
      client?.warn(`the model is not known: ${(e as Error).message}`);
    }
  }
}

function registerCommands(
  context: vscode.ExtensionContext, log: vscode.LogOutputChannel, status: StatusItem, start: () => Promise<void>): void {
  const command = (name: string, run: (...args: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  command('stepwise.fixIssue', async () => {
    if (!await trusted()) {
      return;
    }
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
  command('stepwise.fixTest', fixTest);
  command('stepwise.showRun', (id: string) => vscode.commands.executeCommand('stepwise.trace', { id }));
  // Of a row in the view, else all that run.
  command('stepwise.cancelRun', (row?: { run: Run }) =>
    vscode.commands.executeCommand('stepwise.cancel', ...row ? [{ id: row.run.id }] : []));
  command('stepwise.openLog', () => log.show());
  command('stepwise.restart', async () => {
    if (await trusted()) {
      await client?.dispose();
      client = undefined;
      await start();
    }
  });
  command('stepwise.doctor', () => withServer(context, server => runInTerminal(server, 'doctor')));
  command('stepwise.models', async () => {
    await withServer(context, chooseModel);
    await tellModel(status);
  });
  command('stepwise.menu', () => status.menu());
}

/** Nothing of Stepwise runs in restricted mode; says so, and where to end it. */
async function trusted(): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    const manage = 'Manage Workspace Trust';
    const answer = await vscode.window.showWarningMessage('Stepwise runs nothing in restricted mode.', manage);
    if (answer === manage) {
      await vscode.commands.executeCommand('workbench.trust.manage');
    }
  }
  return vscode.workspace.isTrusted;
}

/** A test of the Testing view or of a failure, whichever extension found it: the server knows it by its place. */
async function fixTest(chosen?: vscode.TestItem | { test?: vscode.TestItem }): Promise<void> {
  const test = chosen && 'test' in chosen ? chosen.test : chosen as vscode.TestItem | undefined;
  if (!test?.uri || !await trusted()) {
    return;
  }
  await vscode.workspace.openTextDocument(test.uri);
  const range = test.range ?? new vscode.Range(0, 0, 0, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', test.uri, range, vscode.CodeActionKind.QuickFix.value);
  const make = actions.find(a => /^Stepwise: make .* pass$/.test(a.title));
  if (make?.command) {
    await vscode.commands.executeCommand(make.command.command, ...make.command.arguments ?? []);
  } else {
    void vscode.window.showWarningMessage(`Stepwise knows no test at "${test.label}"; choose a single test.`);
  }
}

async function withServer(context: vscode.ExtensionContext, run: (server: ServerCommand) => unknown): Promise<void> {
  try {
    await run(findServer(context.extensionPath, context.globalStorageUri.fsPath, configuredCommand()));
  } catch (e) {
    void vscode.window.showErrorMessage((e as Error).message);
  }
}

/** The same program as the server, with another command, where the user sees what it says. */
function runInTerminal(server: ServerCommand, word: string): void {
  const { command, args } = withCommand(server, word);
  vscode.window.createTerminal({
    name: `Stepwise ${word}`, shellPath: command, shellArgs: args, message: `stepwise ${word}`,
  }).show();
}

function configuredCommand(): string[] {
  return vscode.workspace.getConfiguration('stepwise').get<string[]>('server.command', []);
}
