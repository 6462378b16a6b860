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
  private readonly settings = vscode.workspace.onDidChangeConfiguration(e => {
    if (e.affectsConfiguration('stepwise')) {
      this.show(this.state);
    }
  });
  private state: State = 'starting';

  constructor() {
    this.item.name = 'Stepwise';
    this.item.command = 'stepwise.menu';
  }

  show(state: State): void {
    const settings = vscode.workspace.getConfiguration('stepwise');
    const model = settings.get<string>('model', '') || 'default';
    const none = model === 'none' || !settings.get<string>('producers', 'model').includes('model');
    this.item.text = `$(${LOOKS[state].icon}) Stepwise${none ? ': no model' : ''}`;
    this.item.tooltip = `${LOOKS[state].tooltip}\nModel: ${none ? 'none, rules and tests alone' : model}`;
    this.state = state;
    this.item.show();
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
    this.settings.dispose();
  }
}
