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

/** The status bar item and its menu. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('stepwise.status', vscode.StatusBarAlignment.Right, 90);

  constructor() {
    this.item.name = 'Stepwise';
    this.item.command = 'stepwise.menu';
  }

  show(state: State): void {
    const model = vscode.workspace.getConfiguration('stepwise').get<string>('model', '');
    this.item.text = `$(${LOOKS[state].icon}) Stepwise`;
    this.item.tooltip = `${LOOKS[state].tooltip}\nModel: ${model || 'default'}`;
    this.item.show();
  }

  async menu(): Promise<void> {
    const entries = [
      { label: '$(wrench) Fix…', command: 'stepwise.fixIssue' },
      { label: '$(list-unordered) List models and what fits this machine', command: 'stepwise.models' },
      { label: '$(cloud-download) Download a model', command: 'stepwise.pullModel' },
      { label: '$(settings-gear) Choose the model in the settings', command: 'workbench.action.openSettings', argument: 'stepwise.model' },
      { label: '$(pulse) Doctor', command: 'stepwise.doctor' },
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
