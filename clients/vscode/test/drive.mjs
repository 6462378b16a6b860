// Drives VS Code in Chromium as a user would: node drive.mjs BASE_URL WORKSPACE SHOTS
// 1. the lens over a failing test fixes it: steps in the view, the diff first, then Apply
// 2. the menu of the status bar item
import { chromium } from 'playwright-core';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [base, workspace, shots] = process.argv.slice(2);
const started = Date.now();
const say = (...words) => console.log(((Date.now() - started) / 1000).toFixed(1) + ' s', ...words);
const FIX = 240_000; // a fix with real weights on a busy machine
const sources = 'src/main/java/library';

mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
page.on('pageerror', e => say('page error', String(e).slice(0, 200)));
const shot = name => page.screenshot({ path: path.join(shots, name + '.png') });

async function connect() {
  for (let tries = 0; ; tries++) {
    try {
      await page.goto(`${base}/?folder=${workspace}`, { waitUntil: 'domcontentloaded', timeout: 10_000 });
      await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
      return;
    } catch (e) {
      if (tries === 30) throw e;
      await page.waitForTimeout(300);
    }
  }
}

async function open(file) {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(path.basename(file));
  await page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(file) }).first().click();
  await page.locator('.tab.active', { hasText: path.basename(file) }).waitFor();
}

const text = file => readFileSync(path.join(workspace, file), 'utf8');
const button = label => page.locator('.notifications-toasts .monaco-button, .notification-toast .monaco-button', { hasText: label }).first();

async function save() {
  await page.keyboard.press('Control+S');
}

async function until(what, condition) {
  for (const end = Date.now() + 30_000; !condition(); ) {
    if (Date.now() > end) throw new Error('waited in vain for ' + what);
    await page.waitForTimeout(100);
  }
  say(what);
}

try {
  await connect();
  say('workbench');
  await page.locator('.activitybar .action-label[aria-label="Stepwise"]').click();
  await open('LateFeeTest.java');
  const lens = page.locator('.codelens-decoration a', { hasText: 'Fix with Stepwise' });
  await lens.first().waitFor({ timeout: 90_000 });
  say('attached, lenses shown:', await lens.count());
  await shot('1-lenses');
  await page.locator('.codelens-decoration a').nth(1).click();
  await page.locator('.pane-body .monaco-list-row', { hasText: 'LateFeeTest' }).first().waitFor({ timeout: 30_000 });
  say('the view shows the run');
  await shot('2-working');
  await button('Apply').waitFor({ timeout: FIX });
  say('the fix is shown:', await page.locator('.notification-toast .notification-list-item-message').first().innerText());
  await shot('3-diff');
  if (!/daysLate < 0/.test(text(`${sources}/LateFee.java`))) throw new Error('changed before Apply');
  await button('Apply').click();
  await page.locator('.tab', { hasText: 'LateFee.java' }).click();
  await page.waitForSelector('.view-line >> text=/daysLate.*<=.*0|daysLate.*<.*1/', { timeout: 30_000 });
  await save();
  await until('the fix is on disk', () => !/daysLate < 0/.test(text(`${sources}/LateFee.java`)));
  await shot('4-applied');

  await open('WaitingListTest.java');
  await page.locator('.codelens-decoration a').first().waitFor({ timeout: 30_000 });
  await page.keyboard.press('Control+Shift+P');
  await page.locator('.quick-input-widget input').first().fill('>Stepwise: Menu');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Stepwise: Menu' }).first().click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Doctor' }).first().waitFor();
  await shot('5-menu');
  await page.keyboard.press('Escape');
  say('PASS');
} catch (e) {
  say('FAIL', e.message.slice(0, 800));
  await shot('fail').catch(() => {});
  process.exitCode = 1;
}
await browser.close();
