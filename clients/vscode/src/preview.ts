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

/**
 * Shows a fix in VS Code's own diff editor before anything is changed, with what was checked, and
 * asks: apply, next alternative or discard.
 */
export class FixPreview implements vscode.Disposable {
  private readonly fixed = new Map<string, string>();
  private readonly provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: uri => this.fixed.get(uri.toString()) ?? '',
  });

  /** The place of the alternative to apply, if any. */
  async ask(fix: Preview): Promise<number | undefined> {
    for (let place = 0; ; place = (place + 1) % fix.alternatives.length) {
      const shown = await this.diff(fix, place);
      const alternative = fix.alternatives[place];
      const next = fix.alternatives.length > 1 ? ['Next Alternative'] : [];
      const answer = await vscode.window.showInformationMessage(
        `Stepwise: ${alternative.label}`, 'Apply', ...next, 'Discard');
      await this.close(shown);
      if (answer === 'Apply') {
        return place;
      }
      if (answer !== 'Next Alternative') {
        return undefined;
      }
    }
  }

  /** Opens the diff editor of the first file that the alternative changes. */
  private async diff(fix: Preview, place: number): Promise<vscode.Uri | undefined> {
    const { edit, checks } = fix.alternatives[place];
    const files: [string, Edit[]][] = edit.documentChanges
      ? edit.documentChanges.map(c => [c.textDocument.uri, c.edits])
      : Object.entries(edit.changes ?? {});
    if (files.length === 0) {
      return undefined;
    }
    const [file, edits] = files[0];
    const original = vscode.Uri.parse(file);
    const document = await vscode.workspace.openTextDocument(original);
    const fixed = original.with({ scheme: SCHEME, query: `${fix.id}/${place}` });
    this.fixed.set(fixed.toString(), applied(document, edits));
    await vscode.commands.executeCommand(
      'vscode.diff', original, fixed, `Stepwise: ${fix.title} (${checks.join('; ')})`, { preview: true });
    return fixed;
  }

  private async close(fixed: vscode.Uri | undefined): Promise<void> {
    if (!fixed) {
      return;
    }
    this.fixed.delete(fixed.toString());
    const tabs = vscode.window.tabGroups.all.flatMap(g => g.tabs).filter(
      t => t.input instanceof vscode.TabInputTextDiff && t.input.modified.toString() === fixed.toString());
    await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.provider.dispose();
  }
}

function applied(document: vscode.TextDocument, edits: Edit[]): string {
  const offset = (p: Place) => document.offsetAt(new vscode.Position(p.line, p.character));
  let text = document.getText();
  const last = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  for (const e of last) {
    text = text.slice(0, offset(e.range.start)) + e.newText + text.slice(offset(e.range.end));
  }
  return text;
}
