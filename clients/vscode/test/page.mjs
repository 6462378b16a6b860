// VS Code in a page of Chromium, as its users handle it.
import { chromium } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const PATIENCE = Number(process.env.STEPWISE_PATIENCE ?? 60_000);
const started = Date.now();
export const say = (...words) => console.log(((Date.now() - started) / 1000).toFixed(1) + ' s', ...words);

export class Code {
  static async start(base, shots) {
    mkdirSync(shots, { recursive: true });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
    });
    const context = await browser.newContext({ viewport: { width: 1200, height: 720 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', e => say('page error', String(e).slice(0, 200)));
    return new Code(browser, page, base, shots);
  }

  constructor(browser, page, base, shots) {
    Object.assign(this, { browser, page, base, shots });
  }

  close() {
    return this.browser.close();
  }

  shot(name) {
    return this.page.screenshot({ path: path.join(this.shots, name + '.png') });
  }

  async folder(folder) {
    for (let tries = 0; ; tries++) {
      try {
        await this.page.goto(`${this.base}/?folder=${encodeURI(folder)}`, { waitUntil: 'domcontentloaded', timeout: 10_000 });
        await this.page.waitForSelector('.monaco-workbench .statusbar-item');
        return;
      } catch (e) {
        if (tries === 30) throw e;
        await this.page.waitForTimeout(300); // the editor's server is still starting
      }
    }
  }

  async quickInput(text) {
    const input = this.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(text);
  }

  /** Confirms quick input; fails where that has lost the focus, so that no key goes to the text behind. */
  enter() {
    return this.page.locator('.quick-input-widget input:focus').press('Enter', { timeout: PATIENCE / 10 });
  }

  /**
   * Does what needs quick input, anew where that closed by itself: the editor moves the focus when a
   * tab or a notification opens.
   */
  async anew(action) {
    for (let tries = 0; ; tries++) {
      try {
        return await action();
      } catch (e) {
        if (tries === 5) throw e;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens quick input and picks a row. */
  quick(keys, text, row, done) {
    return this.anew(async () => {
      await this.page.keyboard.press(keys);
      await this.quickInput(text);
      // By keys: rows move under the mouse while the list fills.
      await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).waitFor({ timeout: PATIENCE / 10 });
      await this.enter();
      await done?.waitFor({ timeout: PATIENCE / 10 });
    });
  }

  /** Opens a file by its path. */
  async open(file) {
    const name = path.basename(file);
    await this.quick('Control+P', file, name, this.page.locator('.tab.active', { hasText: name }));
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  command(title, done) {
    return this.quick('Control+Shift+P', '>' + title, title, done);
  }

  async goTo(line, column = 1) {
    await this.anew(async () => {
      await this.page.keyboard.press('Control+P');
      await this.quickInput(`:${line}:${column}`);
      await this.enter();
      await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor({ timeout: PATIENCE / 10 });
    });
  }

  /** Types at the cursor whatever the keyboard has no keys for. */
  type(text) {
    return this.page.keyboard.insertText(text);
  }

  /** Takes a quick fix at the cursor. */
  async quickFix(title) {
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await this.page.keyboard.press('Control+.');
    await row.waitFor();
    // By keys: the mouse is blocked for a moment.
    for (let down = 0; down < 9 && !/ focused/.test(await row.getAttribute('class')); down++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  /** Chooses in the context menu that is open. */
  async menu(label) {
    const item = this.page.locator('.monaco-menu .action-item', { hasText: label }).first();
    await item.waitFor();
    await this.shot('context-menu');
    await item.click();
  }

  toast(text) {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** A button of a notification. */
  button(label) {
    return this.page.locator('.notification-toast .monaco-button', { hasText: label }).first();
  }

  /** Presses a button above the diff of a fix, which is there once the diff has the focus. */
  async above(label) {
    await this.page.locator('.tab.active', { hasText: 'Stepwise: ' }).click();
    await this.page.locator(`.editor-actions .action-label[aria-label^="${label}"]`).first().click();
  }

  /** Asks for a fix in words. */
  async fix(words) {
    const title = this.page.locator('.quick-input-title', { hasText: 'Stepwise: Fix…' });
    await this.anew(async () => {
      await this.command('Stepwise: Fix…', title);
      await this.quickInput(words);
      await this.enter();
    });
  }

  /** Waits until so many diffs of fixes are open. */
  diffs(count) {
    return this.page.waitForFunction(c => [...document.querySelectorAll('.tab .label-name')]
      .filter(l => l.textContent.startsWith('Stepwise: ')).length === c, count);
  }

  /** Waits until there are so many groups of editors. */
  groups(count) {
    return this.page.waitForFunction(c => document.querySelectorAll('.editor-group-container').length === c, count);
  }

  shows(text) {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first().waitFor();
  }

  async save(until) {
    await this.page.keyboard.press('Control+S');
    await this.until('saved file', until);
  }

  async until(what, condition) {
    for (const end = Date.now() + PATIENCE; !condition(); ) {
      if (Date.now() > end) throw new Error('waited in vain for ' + what);
      await this.page.waitForTimeout(50);
    }
  }

  /** Trusts the folder as the editor for it offers. */
  async trust() {
    await this.command('Workspaces: Manage Workspace Trust');
    await this.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).first().click();
    await this.page.locator('.workspace-trust-editor', { hasText: 'You trust this folder' }).waitFor();
    await this.page.keyboard.press('Control+F4');
  }
}
