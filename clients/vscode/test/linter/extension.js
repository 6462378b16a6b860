// Some other extension beside Stepwise: it complains of every BUG in files named Foreign*, shows the
// test of ViewTest.java, which fails, in the Testing view, and writes down how long it waits for Stepwise, into the file that STEPWISE_TIMES names.
const fs = require('node:fs');
const vscode = require('vscode');

const tell = line => fs.appendFileSync(process.env.STEPWISE_TIMES, line + '\n');

exports.activate = context => {
  const began = performance.now();
  const found = vscode.languages.createDiagnosticCollection('linter');
  const check = document => {
    if (/Foreign\w*\.java$/.test(document.fileName)) {
      found.set(document.uri, [...document.getText().matchAll(/BUG/g)].map(m => {
        const one = new vscode.Diagnostic(
          new vscode.Range(document.positionAt(m.index), document.positionAt(m.index + 3)),
          'BUG is bad style', vscode.DiagnosticSeverity.Warning);
        one.source = 'linter';
        return one;
      }));
    }
  };
  const tests = vscode.tests.createTestController('linter', 'Linter');
  const find = document => {
    if (document.fileName.endsWith('ViewTest.java')) {
      const test = tests.createTestItem('works', 'ViewTest.works', document.uri);
      const place = document.positionAt(document.getText().indexOf('works'));
      test.range = new vscode.Range(place, place);
      tests.items.add(test);
    }
  };
  tests.createRunProfile('Run', vscode.TestRunProfileKind.Run, request => {
    const run = tests.createTestRun(request);
    tests.items.forEach(t => run.failed(t, new vscode.TestMessage('BUG is bad style')));
    run.end();
  }, true);
  vscode.workspace.textDocuments.forEach(check);
  vscode.workspace.textDocuments.forEach(find);
  const attached = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (uris.some(uri => vscode.languages.getDiagnostics(uri).some(d => d.source === 'stepwise'))) {
      tell(`TIME attach ${Math.round(performance.now() - began)}`);
      attached.dispose();
    }
  });
  context.subscriptions.push(
    found, attached, tests, vscode.workspace.onDidOpenTextDocument(check), vscode.workspace.onDidOpenTextDocument(find),
    vscode.workspace.onDidChangeTextDocument(e => check(e.document)),
    vscode.commands.registerCommand('linter.time', async () => {
      const { document, selection } = vscode.window.activeTextEditor;
      const times = [];
      for (let i = 0; i < 50; i++) {
        const asked = performance.now();
        const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, selection);
        if (!actions.some(a => a.title.startsWith('Stepwise: '))) throw new Error('no actions');
        times.push((performance.now() - asked).toFixed(1));
      }
      tell(`TIME list ${times.join(' ')}`);
    }));
};
