// The server as it is, on the example library: the lens over a failing test, the steps in the view,
// the diff, Apply, save, and the menu of the status bar item.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { say } from './page.mjs';

const FIX = 240_000; // a fix with real weights on a busy machine

export async function playLibrary(code, library) {
  const { page } = code;
  const file = path.join(library, 'src/main/java/library/LateFee.java');
  const broken = () => /daysLate < 0/.test(readFileSync(file, 'utf8'));
  await code.folder(library);
  await page.locator('.statusbar-item .codicon-shield').first().waitFor();
  await code.trust();
  await page.locator('.activitybar .action-label[aria-label="Stepwise"]').click();
  await code.open(path.join(library, 'src/test/java/library/LateFeeTest.java'));
  const lens = page.locator('.codelens-decoration a', { hasText: 'Fix with Stepwise' });
  await lens.first().waitFor({ timeout: 90_000 });
  say('attached, lenses shown:', await lens.count());
  await lens.nth(1).click();
  await page.locator('.pane-body .monaco-list-row', { hasText: 'LateFeeTest' }).first().waitFor();
  await code.shot('working');
  const failure = code.toast(/broke off|no verified fix/);
  await code.button('Apply').or(failure).first().waitFor({ timeout: FIX });
  if (await failure.isVisible()) throw new Error(await failure.innerText());
  say('the fix is shown');
  await code.shot('fix');
  if (!broken()) throw new Error('changed before Apply');
  await code.button('Apply').click();
  await page.locator('.tab', { hasText: 'LateFee.java' }).click();
  await page.waitForSelector('.view-line >> text=/daysLate.*<=.*0|daysLate.*<.*1/');
  await code.save(() => !broken());
  console.log('WORKS LENS\nWORKS REAL');

  await code.command('Stepwise: Choose Model');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'stepwise-135m' }).first().waitFor();
  await code.shot('models');
  await page.keyboard.press('Escape');
  await page.locator('.statusbar-item', { hasText: 'Stepwise' }).first().click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Doctor' }).first().waitFor();
  await code.shot('menu');
  await page.keyboard.press('Escape');
  say('models and menu');

  const rows = text => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  const choose = async (row, shown) => {
    await code.anew(async () => {
      await code.command('Stepwise: Choose Model');
      await rows('stepwise-135m').waitFor({ timeout: 10_000 });
      await page.keyboard.type(row); // the list is longer than what is shown of it
      await rows(row).click({ timeout: 10_000 });
    });
    await page.locator('.statusbar-item', { hasText: `Stepwise: ${shown}` }).first().waitFor();
  };
  await page.locator('.statusbar-item', { hasText: 'Stepwise: stepwise-135m' }).first().waitFor();
  await choose('rules and tests alone', 'no model');
  await choose('stepwise-135m', 'stepwise-135m');
  say('the status bar tells the model');
}
