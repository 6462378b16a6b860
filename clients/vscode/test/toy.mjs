// The server with a toy agent that turns BUG into FIXED once the file "go" is there: one window
// after another scenario of the table in clients/README.md.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say } from './page.mjs';

export async function playToy(code, toy) {
  const { page } = code;
  const go = path.join(toy, 'go');
  const text = file => readFileSync(path.join(toy, 'project', file), 'utf8');
  const release = () => writeFileSync(go, '');
  const hold = () => rmSync(go, { force: true });
  const works = (...capabilities) => capabilities.forEach(c => console.log(`WORKS ${c}`));
  const squiggle = () => page.locator('.editor-instance .squiggly-error').first().waitFor();

  function servers() {
    return readdirSync('/proc').filter(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return /java$/.test(command[0]) && command.includes(go);
      } catch {
        return false; // gone
      }
    }).map(Number);
  }

  /** Opens a file and puts the cursor on its first BUG; by then the error is shown. */
  async function atBug(file, word = 'BUG') {
    const lines = readFileSync(path.join(toy, 'project', file), 'utf8').split(/\r?\n/);
    const line = lines.findIndex(l => l.includes(word));
    await code.open(path.join(toy, 'project', file));
    await code.goTo(line + 1, lines[line].indexOf(word) + 1);
    if (word === 'BUG') await squiggle();
    return line + 1;
  }

  async function apply(label = 'Apply') {
    await code.button(label).waitFor();
    const began = Date.now();
    await code.button(label).click();
    return began;
  }

  async function working() {
    await page.locator('.statusbar-item', { hasText: 'verify: compile and test' }).first().waitFor();
  }

  async function fixedOnDisk(file, before, after = t => t.replaceAll('BUG', 'FIXED')) {
    await code.diffs(0);
    await page.locator('.tab.active', { hasText: file }).waitFor();
    await code.shows('FIXED');
    await code.save(() => !['', before].includes(text(file))); // it is empty for a moment
    if (text(file) !== after(before)) throw new Error(`${file} is\n${text(file)}`);
  }

  // Restricted: the extension is there and starts nothing.
  await code.folder(path.join(toy, 'project'));
  await page.locator('.statusbar-item .codicon-shield').first().waitFor();
  await code.open(path.join(toy, 'project', 'A.java'));
  await code.command('Stepwise: Fix…');
  await code.toast('Stepwise runs nothing in restricted mode').waitFor();
  await code.shot('restricted');
  if (servers().length > 0) throw new Error('a server runs in restricted mode');
  await page.keyboard.press('Escape');
  await code.trust();
  await code.until('a server once trusted', () => servers().length === 1);
  works('TRUST');
  say('trusted');

  // From the editor's own code actions, with what is before the place.
  let before = text('A.java');
  await atBug('A.java');
  works('ATTACH');
  await code.command('Linter: Time Code Actions');
  await code.quickFix('Stepwise: fix');
  await working();
  await code.command('Linter: Time Code Actions');
  await code.until('times', () => readFileSync(process.env.STEPWISE_TIMES, 'utf8').split('TIME list').length === 3);
  release();
  await code.button('Apply').waitFor();
  if (text('A.java') !== before) throw new Error('changed before Apply');
  const began = await apply();
  await code.shows('FIXED');
  console.log(`TIME apply ${Date.now() - began}`);
  await fixedOnDisk('A.java', before);
  works('ACTION', 'PROGRESS', 'PREVIEW', 'UNICODE');
  say('action');

  before = text('Foreign.java');
  await atBug('Foreign.java');
  await page.locator('.editor-instance .squiggly-warning').first().waitFor();
  await code.quickFix('BUG is bad style');
  await apply();
  await fixedOnDisk('Foreign.java', before);
  works('FOREIGN');

  before = text('ToyTest.java');
  await atBug('ToyTest.java', 'works');
  await code.quickFix('Stepwise: make ToyTest.works pass');
  await apply();
  await fixedOnDisk('ToyTest.java', before);
  works('TEST');
  say('foreign, test');

  // The failed test of another extension in the Testing view.
  before = text('ViewTest.java');
  await code.open(path.join(toy, 'project', 'ViewTest.java'));
  const failed = page.locator('.test-explorer-tree .monaco-list-row', { hasText: 'ViewTest.works' });
  await page.locator('.activitybar .action-label[aria-label^="Testing"]').click();
  // Before the other extension has found the test there is nothing to run.
  await failed.waitFor();
  await code.command('Test: Run All Tests');
  await failed.locator('.codicon-testing-failed-icon').waitFor();
  await failed.click({ button: 'right' });
  await code.menu('Fix with Stepwise');
  await apply();
  await fixedOnDisk('ViewTest.java', before);
  say('testing view');

  // In words: the first fix is discarded, and of the second the next alternative is taken.
  before = text('Words.java');
  await atBug('Words.java');
  await code.fix('replace the bad word');
  await apply('Discard');
  await code.fix('in several ways');
  await code.above('Next Alternative');
  await page.locator('.tab.active', { hasText: 'in several ways' }).waitFor();
  await code.shows('FIXED2');
  await apply();
  await fixedOnDisk('Words.java', before, t => t.replace('BUG', 'FIXED2'));
  works('WORDS', 'ALTERNATIVES');
  say('words, alternatives');
  await page.locator('.activitybar .action-label[aria-label="Stepwise"]').click();
  await page.locator('.pane-body .monaco-list-row', { hasText: 'in several ways' }).first().click();
  await page.locator('.tab.active', { hasText: 'fix-' }).waitFor();
  works('TRACE');
  say('trace');

  // A fix of two files: a diff for each, in the user's second group if there is one, which stays.
  before = text('Pair.java');
  await atBug('Other.java');
  await atBug('Pair.java');
  await code.groups(1);
  await page.keyboard.press('Control+Backslash');
  await code.groups(2);
  await page.keyboard.press('Control+1');
  await code.fix('both files');
  await code.button('Discard').waitFor();
  await code.diffs(2);
  await code.groups(2);
  await page.locator('.tab.active', { hasText: /Stepwise: (Other|Pair).java, / }).waitFor();
  await code.shot('two-files');
  await code.above('Discard Fix');
  await code.diffs(0);
  await code.groups(2);
  await page.locator('.editor-group-container.active .tab.active .codicon-close').click();
  await code.groups(1);
  await code.fix('both files');
  await code.button('Apply').waitFor();
  await code.diffs(2);
  await code.groups(2);
  await code.command('Stepwise: Apply Fix');
  await code.diffs(0);
  await code.groups(1);
  await code.shows('FIXED');
  await code.command('File: Save All Files');
  await code.until('two saved files', () => ['Other.java', 'Pair.java'].every(f => text(f) === before.replace('BUG', 'FIXED')));
  say('two files');

  hold();
  before = text('Typing.java');
  await atBug('Typing.java');
  await code.quickFix('Stepwise: fix');
  await working();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await code.type('// typed while it worked: 漢字 😀');
  release();
  await apply();
  await fixedOnDisk('Typing.java', before, t => '// typed while it worked: 漢字 😀\n' + t.replace('BUG', 'FIXED'));
  works('TYPING');
  hold();

  // Keys that are pressed while the diff opens go into the file.
  before = text('Keys.java');
  await atBug('Keys.java');
  await code.quickFix('Stepwise: fix');
  await working();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await code.type('// ');
  release();
  let keys = '';
  for (let after = 0; after < 20; after += await code.button('Apply').isVisible() ? 1 : 0) {
    const key = 'abcdefghij'[keys.length % 10];
    await page.keyboard.press(key);
    keys += key;
  }
  await code.diffs(1);
  await apply();
  await fixedOnDisk('Keys.java', before, t => `// ${keys}\n` + t.replace('BUG', 'FIXED'));
  hold();
  say('keys', keys.length);

  // What finishes by itself takes the focus from nobody.
  before = text('Palette.java');
  await atBug('Palette.java');
  await code.quickFix('Stepwise: fix');
  await working();
  await code.anew(async () => {
    await page.keyboard.press('Control+Shift+P');
    await code.quickInput('>Stepwise');
  });
  release();
  await code.button('Apply').waitFor();
  await page.locator('.tab.active', { hasText: 'Stepwise: ' }).waitFor();
  await code.shows('FIXED');
  if (!await page.locator('.quick-input-widget input:focus').isVisible()) throw new Error('the focus was taken');
  await page.keyboard.press('Escape');
  await apply();
  await fixedOnDisk('Palette.java', before);
  hold();

  before = text('Two.java');
  await atBug('Two.java');
  await code.quickFix('Stepwise: fix');
  await code.goTo(7, 12);
  await code.quickFix('Stepwise: fix');
  release();
  await apply();
  await code.shows('FIXED');
  await apply();
  await code.shows('c = FIXED');
  await fixedOnDisk('Two.java', before);
  works('TWO');
  say('typing, two');

  before = text('CrLf.java');
  await atBug('CrLf.java');
  await code.quickFix('Stepwise: fix');
  await apply();
  await fixedOnDisk('CrLf.java', before);
  works('CRLF');

  before = text('Unsaved.java');
  await atBug('Unsaved.java', '12345');
  await page.keyboard.press('Control+Shift+ArrowRight');
  await code.type('BUG');
  await squiggle();
  await code.quickFix('Stepwise: fix');
  await apply();
  await code.shows('FIXED');
  if (text('Unsaved.java') !== before) throw new Error('saved by somebody');
  works('UNSAVED');

  await code.open(path.join(toy, 'outside', 'B.java'));
  await squiggle();
  await code.goTo(4, 11);
  await code.quickFix('Stepwise: fix');
  await apply();
  await code.shows('FIXED');
  works('OUTSIDE');
  say('CRLF, unsaved, outside');

  const [killed] = servers();
  process.kill(killed, 'SIGKILL');
  await code.until('another server', () => servers().some(pid => pid !== killed));
  before = text('Restart.java');
  await atBug('Restart.java');
  await code.quickFix('Stepwise: fix');
  await apply();
  await fixedOnDisk('Restart.java', before);
  works('RESTART');
  say('restart');

  hold();
  await atBug('Conflict.java');
  await code.quickFix('Stepwise: fix');
  await working();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await code.type('int mine = BUG + 1;');
  release();
  await apply();
  await code.toast('nothing was applied').waitFor();
  await code.shows('int mine = BUG + 1;');
  works('CONFLICT');
  hold();

  await atBug('Cancel.java');
  await code.quickFix('Stepwise: fix');
  await working();
  await code.command('Stepwise: Cancel');
  await page.locator('.pane-body .monaco-list-row', { hasText: 'cancelled' }).first().waitFor();
  await code.shows('BUG');
  works('CANCEL');
  say('conflict, cancel');
  if (existsSync(go)) throw new Error('let go');
}
