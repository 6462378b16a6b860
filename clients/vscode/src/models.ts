import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { ServerCommand } from './runtime';

/** What `stepwise models list --json` tells of one model; what no source tells is left out. */
interface Model {
  id: string;
  fileMb?: number;
  memoryMb?: number;
  fits?: boolean;
  licence: string;
  commercialUse: boolean;
  here: boolean;
  canBePulled: boolean;
  default: boolean;
  recommended: boolean;
}

interface Listed {
  freeMb: number;
  models: Model[];
  elsewhere: { model: string; fileMb: number }[];
}

type Choice = vscode.QuickPickItem & { model?: Model; setting?: string };

/** The program that serves, with another command. */
export const withCommand = (server: ServerCommand, ...command: string[]): ServerCommand =>
  ({ command: server.command, args: [...server.args.filter(a => a !== 'serve' && a !== '--stdio'), ...command] });

/** Lets the user choose among the models, with the memory each needs; downloads it if it is not here. */
export async function chooseModel(server: ServerCommand): Promise<void> {
  const choosing: Promise<Choice[]> = list(server).then(choices);
  const chosen = await vscode.window.showQuickPick(choosing, {
    title: 'Stepwise: Choose Model',
    placeHolder: 'Memory is that of a context of 4,096 tokens',
    matchOnDescription: true,
  });
  if (!chosen || (chosen.model && !chosen.model.here && !(await pull(server, chosen.model)))) {
    return;
  }
  const setting = chosen.model?.default ? undefined : chosen.setting ?? chosen.model?.id;
  await vscode.workspace.getConfiguration('stepwise').update('model', setting, vscode.ConfigurationTarget.Global);
}

async function list(server: ServerCommand): Promise<Listed> {
  const { command, args } = withCommand(server, 'models', 'list', '--json');
  const { stdout } = await promisify(execFile)(command, args);
  return JSON.parse(stdout) as Listed;
}

function choices({ freeMb, models, elsewhere }: Listed): Choice[] {
  const megabytes = (n?: number) => n === undefined ? '?' : `${n.toLocaleString('en')} MB`;
  const ofCatalogue = models.filter(m => m.here || m.canBePulled).map(model => ({
    label: `$(${model.here ? 'check' : 'cloud-download'}) ${model.id}`,
    description: [
      model.default && 'default', model.recommended && 'recommended',
      model.fits === false ? `does not fit into the free ${megabytes(freeMb)}` : model.fits && 'fits',
    ].filter(Boolean).join(', '),
    detail: `needs ${megabytes(model.memoryMb)} of memory; ${model.here ? 'is here' : `download of ${megabytes(model.fileMb)}`}; `
      + `licence ${model.licence}${model.commercialUse ? '' : ', not for commercial use or with conditions'}`,
    model,
  }));
  const ofOthers = elsewhere.map(({ model, fileMb }) => ({
    label: `$(check) ${model}`, description: `of another program, ${megabytes(fileMb)}`, setting: model,
  }));
  const none = { label: '$(circle-slash) none', description: 'rules and tests alone', setting: 'none' };
  return [...ofCatalogue, ...ofOthers, none];
}

/** Downloads with progress; answers whether the model is here now. */
function pull(server: ServerCommand, model: Model): Thenable<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: `Stepwise: download of ${model.id}`, cancellable: true };
  return vscode.window.withProgress(options, (progress, cancelled) => new Promise<boolean>(done => {
    const { command, args } = withCommand(server, 'models', 'pull', model.id);
    const process = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    cancelled.onCancellationRequested(() => process.kill());
    let last = '';
    process.stderr.setEncoding('utf8').on('data', (text: string) => {
      last = text.trim().split('\n').pop() ?? last;
      progress.report({ message: last });
    });
    const end = (code: number | null) => {
      if (code !== 0 && !cancelled.isCancellationRequested) {
        void vscode.window.showErrorMessage(`Stepwise could not download ${model.id}: ${last}`);
      }
      done(code === 0);
    };
    process.on('error', e => { last = e.message; end(1); });
    process.on('close', end);
  }));
}
