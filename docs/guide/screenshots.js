// Takes the pictures of merchandiser.md in the real Neo4j Browser, and runs each saved question there: what Browser says of
// it is printed, an error ends with status 1. Needs the demo's graph, Chromium, and `npm install --no-save playwright-core`:
//
//   daogou browser --output browser
//   node docs/guide/screenshots.js http://127.0.0.1:7474/browser/ .daogou/neo4j/password browser docs/guide/images
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const [address, password, dropped, images] = process.argv.slice(2);
const PARAMETERS = "先设参数";
const SHOWN = /camera phones bought/;
const DRAWN = {
  "device.png": `MATCH path = (:Product)-[:OF_MODEL]->(:Model {id: 'model/huawei/mate-40-pro'})
MATCH around = (:Model {id: 'model/huawei/mate-40-pro'})-[:MADE_BY|IN_CATEGORY|HAS_FEATURE|HAS_PARAMETER]->()
RETURN path, around`,
  "segment.png": "MATCH path = (:Segment {id: 'segment/1'})-[:PREFERS|TYPICAL_PRODUCT]->() RETURN path",
};
const at = (id) => `[data-testid="${id}"]`;
const picture = (page, name) => page.screenshot({ path: path.join(images, name) });

async function connect(page) {
  // Browser asks for fonts and news elsewhere, and would wait for them.
  await page.route((url) => url.origin !== new URL(address).origin, (route) => route.abort());
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await page.fill(at("username"), "neo4j");
  await page.fill(at("password"), fs.readFileSync(password, "utf8").trim());
  await page.click(at("connect"));
  await page.waitForSelector(at("disconnectedBanner"), { state: "detached" });
}

async function drop(page, name) {
  const bytes = fs.readFileSync(path.join(dropped, name)).toString("base64");
  const transfer = ([name, bytes]) => {
    const made = new DataTransfer();
    made.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name));
    return made;
  };
  const dataTransfer = await page.evaluateHandle(transfer, [name, bytes]);
  for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("#mount > *", event, { dataTransfer });
  await page.waitForTimeout(2000);
}

async function run(page, statement) {
  await page.click(at("activeEditor"));
  await page.keyboard.insertText(statement);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(2000);
}

// Runs a saved script; returns what Browser says of the answer.
async function ask(page, title) {
  await page.click(at(title));
  await page.waitForTimeout(500);
  if (SHOWN.test(title)) await picture(page, "question.png");
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(1000);
  const frame = page.locator(at("frame")).first();
  if (title.includes(PARAMETERS)) {
    // Several commands: Browser shows a list of them, and no answer.
    await page.waitForTimeout(4000);
    return "Successfully set";
  }
  const said = await frame.getByText(/^(Started streaming|Completed after|ERROR)/).first().textContent();
  if (SHOWN.test(title)) await picture(page, "answer.png");
  return said;
}

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await connect(page);
  for (const name of ["queries.zip", "style.grass"]) await drop(page, name);
  await run(page, ":clear");
  await page.click(at("navigationFavorites"));
  await page.click(at("expandFolder-导购 Daogou"));
  const questions = page.locator('[data-testid^="scriptTitle-"]');
  await questions.first().waitFor();
  for (const title of await questions.evaluateAll((all) => all.map((one) => one.dataset.testid))) {
    const said = await ask(page, title);
    if (said.startsWith("ERROR")) process.exitCode = 1;
    console.log(`${said} ${title.replace("scriptTitle-", "")}`);
  }
  await page.click(at("navigationFavorites"));
  for (const [name, statement] of Object.entries(DRAWN)) {
    await run(page, statement);
    await page.waitForTimeout(6000);
    await page.locator('[aria-label="zoom-to-fit"]').first().click();
    await page.waitForTimeout(2000);
    await picture(page, name);
  }
  await browser.close();
})();
