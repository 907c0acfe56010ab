// Parses the documents named on the command line with Microsoft's own parser. A line per error: file, tab, message.
const { readFileSync } = require("node:fs");
const parser = require("@microsoft/powerquery-parser");

async function main(files) {
  for (const file of files) {
    const task = await parser.TaskUtils.tryLexParse(parser.DefaultSettings, readFileSync(file, "utf8"));
    if (!parser.TaskUtils.isParseStageOk(task)) console.log(`${file}\t${task.error?.innerError?.message ?? task.error?.message ?? "no reason given"}`);
  }
  console.log(`parsed ${files.length}`);
}

main(process.argv.slice(2));
