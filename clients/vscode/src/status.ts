import * as vscode from 'vscode';

type State = 'starting' | 'ready' | 'working' | 'stopped' | 'failed' | 'restricted';

const LOOKS: Record<State, { icon: string; tooltip: string }> = {
  starting: { icon: 'loading~spin', tooltip: 'Stepwise is starting' },
  ready: { icon: 'check', tooltip: 'Stepwise is ready' },
  working: { icon: 'sync~spin', tooltip: 'Stepwise is working on a fix' },
  stopped: { icon: 'circle-slash', tooltip: 'The Stepwise server is not running' },
  failed: { icon: 'error', tooltip: 'Stepwise could not start' },
  restricted: { icon: 'shield', tooltip: 'Restricted mode: Stepwise runs no code of this workspace' },
};

/** What `stepwise/status` tells of the model: an empty name for none, and whether it is on this machine. */
export interface UsedModel {
  model: string;
  modelHere: boolean;
}

/** The status bar item and its menu. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('stepwise.status', vscode.StatusBarAlignment.Right, 90);
  private state: State = 'starting';
  private used: UsedModel | undefined;

  constructor() {
    this.item.name = 'Stepwise';
    this.item.command = 'stepwise.menu';
  }

  show(state: State, used = this.used): void {
    this.state = state;
    this.used = used;
    const model = used && (used.model && used.modelHere ? used.model : 'no model');
    this.item.text = `$(${LOOKS[state].icon}) Stepwise${model ? `: ${model}` : ''}`;
    this.item.tooltip = `${LOOKS[state].tooltip}\nModel: ${this.model()}`;
    this.item.show();
  }

  /** Another model, in whatever state the server is. */
  uses(model: UsedModel): void {
    this.show(this.state, model);
  }

  private model(): string {
    if (!this.used) {
      return 'not known before the server runs';
    }
    const { model, modelHere } = this.used;
    if (!model) {
      return 'none, rules and tests alone';
    }
    return modelHere ? model : `${model}, which the first fix fetches`;
  }

  async menu(): Promise<void> {
    const entries: (vscode.QuickPickItem & { command: string; argument?: string })[] = [
      ...this.state === 'working' ? [{ label: '$(debug-stop) Cancel', command: 'stepwise.cancelRun' }] : [],
      { label: '$(wrench) Fix…', command: 'stepwise.fixIssue' },
      { label: '$(list-unordered) Choose the model', command: 'stepwise.models' },
      { label: '$(pulse) Doctor', command: 'stepwise.doctor' },
      { label: '$(settings-gear) Settings', command: 'workbench.action.openSettings', argument: '@ext:stepwise.stepwise' },
      { label: '$(output) Open the log', command: 'stepwise.openLog' },
      { label: '$(debug-restart) Restart the server', command: 'stepwise.restart' },
    ];
    const chosen = await vscode.window.showQuickPick(entries, { title: 'Stepwise' });
    if (chosen) {
      await vscode.commands.executeCommand(chosen.command, ...(chosen.argument ? [chosen.argument] : []));
    }
  }

  dispose(): void {
    this.item.dispose();
  }
}
