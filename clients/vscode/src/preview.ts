import * as path from 'node:path';
import * as vscode from 'vscode';

/** A finished fix as `stepwise/preview` sends it; the edits refer to the texts as they are now. */
export interface Preview {
  id: string;
  title: string;
  message: string;
  alternatives: Alternative[];
}

interface Alternative {
  label: string;
  origin: string;
  checks: string[];
  diff: string;
  edit: { documentChanges?: DocumentChange[]; changes?: Record<string, Edit[]> };
}

interface DocumentChange {
  textDocument: { uri: string };
  edits: Edit[];
}

interface Edit {
  range: { start: Place; end: Place };
  newText: string;
}

interface Place {
  line: number;
  character: number;
}

interface Question {
  /** Of the diffs that it is about. */
  uris: string[];
  alternatives: number;
  /** Of an alternative, else the one shown; the first answer counts. */
  answer: (label: string | undefined, alternative?: number) => void;
}

const SCHEME = 'stepwise-fix';
const APPLY = 'Apply';
const NEXT = 'Next Alternative';
const DISCARD = 'Discard';

/** Whether a tab shows a fix: one of those named, or any. */
function isFix({ input }: vscode.Tab, uris?: Set<string>): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME
    && (uris?.has(input.modified.toString()) ?? true);
}

/** The text of a file with a fix in it, for as long as its diff is open: it follows what is typed. */
class FixedFile {
  private edits: { start: number; end: number; newText: string }[];

  constructor(private readonly document: vscode.TextDocument, edits: Edit[], readonly uri: vscode.Uri) {
    const offset = (p: Place) => document.offsetAt(new vscode.Position(p.line, p.character));
    this.edits = edits
      .map(e => ({ start: offset(e.range.start), end: offset(e.range.end), newText: e.newText }))
      .sort((a, b) => b.start - a.start);
  }

  get original(): vscode.Uri {
    return this.document.uri;
  }

  /** Lines from 1, of the first change. */
  get line(): number {
    return this.document.positionAt(this.edits.at(-1)?.start ?? 0).line + 1;
  }

  get text(): string {
    return this.edits.reduce((text, e) => text.slice(0, e.start) + e.newText + text.slice(e.end), this.document.getText());
  }

  follow(changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    for (const { rangeOffset, rangeLength, text } of changes) {
      const by = text.length - rangeLength;
      this.edits = this.edits.map(e => rangeOffset + rangeLength <= e.start
        ? { ...e, start: e.start + by, end: e.end + by } : e);
    }
  }
}

/**
 * Shows a fix in VS Code's own diff editor before anything is changed, with what was checked, and
 * asks: apply, next alternative or discard.
 */
export class FixPreview implements vscode.Disposable {
  private readonly open = new Map<string, FixedFile>();
  private readonly questions = new Set<Question>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly parts: vscode.Disposable[] = [
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: uri => this.open.get(uri.toString())?.text ?? '',
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      for (const file of this.open.values()) {
        if (file.original.toString() === document.uri.toString()) {
          file.follow(contentChanges);
          this.changed.fire(file.uri);
        }
      }
    }),
    ...Object.entries({ applyFix: APPLY, nextFix: NEXT, discardFix: DISCARD }).map(([name, label]) =>
      vscode.commands.registerCommand(`stepwise.${name}`, (uri?: vscode.Uri) => this.choose(label, uri))),
  ];

  /** The place of the alternative to apply, if any. */
  async ask(fix: Preview): Promise<number | undefined> {
    const question: Question = { uris: [], alternatives: fix.alternatives.length, answer: () => {} };
    this.questions.add(question);
    let shown: FixedFile[] = [];
    for (let place = 0; ; place = (place + 1) % fix.alternatives.length) {
      const before = shown;
      shown = await this.diff(fix, place);
      await this.close(before);
      const uris = question.uris = shown.map(f => f.uri.toString());
      this.tell();
      const [label, of] = await new Promise<[string | undefined, number]>(answered => {
        question.answer = (answer, alternative = place) => answered([answer, alternative]);
        // With the line: of two equal questions VS Code takes the first away.
        const where = shown.length > 0 ? `, line ${shown[0].line}` : '';
        const next = fix.alternatives.length > 1 ? [NEXT] : [];
        void vscode.window.showInformationMessage(`Stepwise: ${fix.alternatives[place].label}${where}`, APPLY, ...next, DISCARD)
          .then(answer => {
            // It may still be there when another alternative is shown: then it stands for its own.
            if (answer && !this.questions.has(question)) {
              void vscode.window.showInformationMessage(`Stepwise: ${fix.title} was answered before.`);
            } else if (answer || question.uris === uris) {
              question.answer(answer, place);
            }
          });
      });
      if (label !== NEXT) {
        this.questions.delete(question);
        this.tell();
        await this.close(shown);
        return label === APPLY ? of : undefined;
      }
    }
  }

  /**
   * Opens a diff editor for each file, that of the first one in front. Nobody asked for it at this
   * moment: whoever types in an editor, the palette, the terminal or a view goes on there.
   */
  private async diff(fix: Preview, place: number): Promise<FixedFile[]> {
    const { edit, checks } = fix.alternatives[place];
    const changes: [string, Edit[]][] = edit.documentChanges
      ? edit.documentChanges.map(c => [c.textDocument.uri, c.edits])
      : Object.entries(edit.changes ?? {});
    const viewColumn = this.column();
    const files: FixedFile[] = [];
    for (const [file, edits] of changes) {
      const original = vscode.Uri.parse(file);
      const uri = original.with({ scheme: SCHEME, query: `${fix.id}/${place}` });
      const fixed = new FixedFile(await vscode.workspace.openTextDocument(original), edits, uri);
      this.open.set(uri.toString(), fixed);
      files.push(fixed);
    }
    const title = `${fix.title} (${checks.join('; ')})`;
    for (const file of [...files].reverse()) {
      const name = files.length > 1 ? `${path.posix.basename(file.original.path)}, ` : '';
      // No preview tab: the user's own file may be one, and would be gone.
      await vscode.commands.executeCommand('vscode.diff', file.original, file.uri, `Stepwise: ${name}${title}`,
        { viewColumn, preview: false, preserveFocus: true });
    }
    return files;
  }

  /** Tells the menus which commands there are. */
  private tell(): void {
    const open = [...this.questions];
    void vscode.commands.executeCommand('setContext', 'stepwise.asking', open.length > 0);
    void vscode.commands.executeCommand('setContext', 'stepwise.withAlternatives',
      open.filter(q => q.alternatives > 1).flatMap(q => q.uris));
  }

  /**
   * For the buttons above a diff, since a notification hides itself after a while. Answers the question
   * about the diff with that address, else about the one in front.
   */
  private choose(label: string, uri?: vscode.Uri): void {
    const input = vscode.window.tabGroups.all.map(g => g.activeTab).find(t => t && isFix(t))?.input;
    const shown = (uri ?? (input as vscode.TabInputTextDiff | undefined)?.modified)?.toString();
    [...this.questions].find(q => shown && q.uris.includes(shown))?.answer(label);
    // An extension cannot take its notification away.
    void vscode.commands.executeCommand('notifications.hideToasts');
  }

  /**
   * Where a diff hides nothing that the user works in. No other group by its number: VS Code would make
   * that the active one, and saving would save the diff.
   */
  private column(): vscode.ViewColumn {
    const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
    return activeTab && !isFix(activeTab) ? vscode.ViewColumn.Beside : viewColumn;
  }

  private async close(files: FixedFile[]): Promise<void> {
    const ours = new Set(files.map(f => f.uri.toString()));
    const tabs = vscode.window.tabGroups.all.flatMap(g => g.tabs).filter(t => isFix(t, ours));
    await vscode.window.tabGroups.close(tabs, true);
    ours.forEach(uri => this.open.delete(uri));
  }

  dispose(): void {
    this.parts.forEach(p => p.dispose());
  }
}
