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

const SCHEME = 'stepwise-fix';

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
  ];

  /** The place of the alternative to apply, if any. */
  async ask(fix: Preview): Promise<number | undefined> {
    for (let place = 0; ; place = (place + 1) % fix.alternatives.length) {
      const shown = await this.diff(fix, place);
      const next = fix.alternatives.length > 1 ? ['Next Alternative'] : [];
      // With the line: of two equal questions VS Code takes the first away.
      const where = shown.length > 0 ? `, line ${shown[0].line}` : '';
      const answer = await vscode.window.showInformationMessage(
        `Stepwise: ${fix.alternatives[place].label}${where}`, 'Apply', ...next, 'Discard');
      await this.close(shown);
      if (answer === 'Apply') {
        return place;
      }
      if (answer !== 'Next Alternative') {
        return undefined;
      }
    }
  }

  /**
   * Opens a diff editor for each file, that of the first one in front. Nobody asked for it at this
   * moment: whoever types in the palette, the terminal or a view goes on there.
   */
  private async diff(fix: Preview, place: number): Promise<FixedFile[]> {
    const { edit, checks } = fix.alternatives[place];
    const changes: [string, Edit[]][] = edit.documentChanges
      ? edit.documentChanges.map(c => [c.textDocument.uri, c.edits])
      : Object.entries(edit.changes ?? {});
    const files: FixedFile[] = [];
    for (const [file, edits] of changes) {
      const original = vscode.Uri.parse(file);
      const uri = original.with({ scheme: SCHEME, query: `${fix.id}/${place}` });
      const fixed = new FixedFile(await vscode.workspace.openTextDocument(original), edits, uri);
      this.open.set(uri.toString(), fixed);
      files.push(fixed);
    }
    const title = `Stepwise: ${fix.title} (${checks.join('; ')})`;
    for (const file of [...files].reverse()) {
      // No preview tab: the user's own file may be one, and would be gone.
      await vscode.commands.executeCommand('vscode.diff', file.original, file.uri, title,
        { preview: false, preserveFocus: true });
    }
    return files;
  }

  private async close(files: FixedFile[]): Promise<void> {
    const ours = new Set(files.map(f => f.uri.toString()));
    const tabs = vscode.window.tabGroups.all.flatMap(g => g.tabs).filter(t =>
      t.input instanceof vscode.TabInputTextDiff && ours.has(t.input.modified.toString()));
    await vscode.window.tabGroups.close(tabs);
    ours.forEach(uri => this.open.delete(uri));
  }

  dispose(): void {
    this.parts.forEach(p => p.dispose());
  }
}
