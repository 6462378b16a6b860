// Drives VS Code in Chromium as a user would: node drive.mjs BASE_URL LIBRARY SHOTS [TOY]
// LIBRARY is a copy of the example library, TOY a folder as VsCodeTest makes it.
import { Code, say } from './page.mjs';
import { playLibrary } from './library.mjs';
import { playToy } from './toy.mjs';

const [base, library, shots, toy] = process.argv.slice(2);
const code = await Code.start(base, shots);
try {
  if (toy) {
    await playToy(code, toy);
  }
  await playLibrary(code, library);
  say('PASS');
} catch (e) {
  say('FAIL', (e.stack ?? e.message).slice(0, 1500));
  await code.shot('fail').catch(() => {});
  process.exitCode = 1;
}
await code.close();
