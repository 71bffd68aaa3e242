// Reads GIFT by gift-pegjs: node gift.cjs FILE prints the questions as JSON.
const { readFileSync } = require("node:fs");
const { parse } = require("gift-pegjs");

console.log(JSON.stringify(parse(readFileSync(process.argv[2], "utf8"))));
