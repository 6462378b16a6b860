import * as vscode from 'vscode';

/** A running or ended fix as `stepwise/statusChanged` tells it. */
export interface Run {
  id: string;
  title: string;
  state: string;
  running: boolean;
  steps: { name: string; why: string; seconds: number; verdict: string }[];
}

type Node = { run: Run; step?: Run['steps'][number] };

const KEPT = 50;

/** The view of running and past fixes with their steps; a click opens the trace. */
export class RunsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly runs = new Map<string, Run>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  // Last: the tree view takes the event above as soon as it is made.
  private readonly view = vscode.window.createTreeView('stepwise.runs', { treeDataProvider: this });

  get busy(): boolean {
    return [...this.runs.values()].some(r => r.running);
  }

  update(changed: Run[]): void {
    changed.forEach(run => this.runs.set(run.id, run));
    const oldest = this.runs.keys().next().value;
    if (this.runs.size > KEPT && oldest !== undefined) {
      this.runs.delete(oldest);
    }
    this.changed.fire();
  }

  getChildren(node?: Node): Node[] {
    if (!node) {
      return [...this.runs.values()].reverse().map(run => ({ run }));
    }
    return node.step ? [] : node.run.steps.map(step => ({ run: node.run, step }));
  }

  getTreeItem({ run, step }: Node): vscode.TreeItem {
    if (step) {
      const item = new vscode.TreeItem(step.name);
      item.description = `${step.verdict}, ${step.seconds.toFixed(1)} s`;
      item.tooltip = step.why;
      item.iconPath = new vscode.ThemeIcon('circle-small-filled');
      return item;
    }
    const item = new vscode.TreeItem(run.title, run.running
      ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
    item.id = run.id;
    item.description = run.state;
    item.tooltip = run.state;
    item.iconPath = new vscode.ThemeIcon(run.running ? 'loading~spin' : 'history');
    item.contextValue = run.running ? 'running' : 'ended';
    item.command = { command: 'stepwise.showRun', title: 'Show Trace', arguments: [run.id] };
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
