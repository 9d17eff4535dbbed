// Asks another implementation about 12,000 texts and keeps its answers. How to run it: README.md beside this file.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const { SegmentedMessage } = createRequire(join(process.cwd(), "here"))("sms-segments-calculator");
const texts = 12000;
const seed = 20261123;

// mulberry32: the same numbers on every machine.
let state = seed;
const next = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = n => Math.floor(next() * n);
const one = list => list[below(list.length)];
const spread = text => [...text];

const kinds = {
  plain: spread("@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"),
  words: ["Hi ", "your visit ", "is on ", "Friday ", "at 9:20 am. ", "Reply YES ", "or STOP ", "{{first_name}}", "Dr. Müller ", "[ref ", "100 €", "\n", "it's "],
  extension: spread("\f^{}\\[~]|€"),
  typography: spread("‘’“”«»–—…•\u00a0\u2009\u200b\ufeff\u00ad\t`´·×°™½→"),
  letters: spread("çóáíúőřžαжщישعن日本語한글ไทย"),
  pictures: ["🎉", "😀", "✅", "❤️", "⭐", "👍🏽", "👩🏿", "🤞🏻", "🇺🇸", "🇩🇪", "1️⃣", "#️⃣", "👨‍👩‍👧‍👦", "👩‍⚕️", "🏳️‍🌈", "👩🏽‍🚀", "❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🧑🏻‍🤝‍🧑🏿"],
  marked: ["e\u0301", "n\u0303", "o\u0308", "a\u0302\u0323", "ж\u0301", "q\u0307\u0323", "Z\u0301\u0302\u0303\u0304\u0305", "กำ", "\u0301", "각"],
  lines: ["\r\n", "\n", "\r"],
};

const calm = ["plain", "words", "words", "extension"];
const lively = [...calm, "typography", "letters", "pictures", "marked"];
const all = [...lively, "lines"];
const piece = from => one(kinds[one(from)]);

// Runs of one piece come near the edges of segments at every length; mixtures come near them with everything at once.
const run = (from, longest) => piece(from).repeat(1 + below(longest));
const runs = (from, most, longest) => Array.from({ length: 1 + below(most) }, () => run(from, longest)).join("");
const mixture = (from, most) => Array.from({ length: below(most) }, () => piece(from)).join("");
const tail = (length, from) => "a".repeat(length - below(8)) + mixture(from, 6);

const shapes = [
  () => runs(calm, 6, 90),
  () => runs(lively, 5, 40),
  () => runs(all, 5, 40),
  () => mixture(calm, 40),
  () => mixture(lively, 30),
  () => mixture(all, 20),
  () => tail(one([153, 160, 306, 459, 1530]), calm),
  () => tail(one([67, 70, 134, 201, 670]), lively),
  () => mixture(["pictures", "marked", "plain"], 60),
  () => runs(["pictures", "marked"], 3, 12) + run(["plain"], 70) + runs(["pictures", "marked"], 3, 12),
];

const answer = text => {
  const other = new SegmentedMessage(text);
  const plain = other.encodingName === "GSM-7";
  return JSON.stringify([text, plain ? "Gsm7" : "Unicode", other.segmentsCount, other.messageSize / (plain ? 7 : 16)]);
};

const asked = new Set([""]);
for (let turn = 0; asked.size < texts; turn++) asked.add(shapes[turn % shapes.length]());
const lines = [...asked].map(answer);
const file = join(dirname(fileURLToPath(import.meta.url)), "answers.jsonl.gz");
const packed = gzipSync(lines.join("\n") + "\n", { level: 9 });
writeFileSync(file, packed);
console.log(`${lines.length} answers, ${packed.length} bytes`);
