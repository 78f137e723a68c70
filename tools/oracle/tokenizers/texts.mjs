// Varied texts for comparing tokenizers. A text is a run of fragments, each of one kind.
import { makeRandom } from './random.mjs';

const words = ('the quick brown fox jumps over a lazy dog and then returns home with naïve façade Straße Ünïcödé HTTPServer getUserById '
  + 'snake_case_name XMLHttpRequest I\'m we\'ll they\'re it\'s DON\'T you\'ve he\'d \'S \'ſ O\'Reilly rock\'n\'roll antidisestablishmentarianism '
  + 'Привет мир Καλημέρα κόσμε 你好世界 今日は元気 カタカナ 한국어 여러분 שלום עולם مرحبا بالعالم नमस्ते दुनिया สวัสดีชาวโลก ქართული አማርኛ').split(' ');
const code = [
  'for (int i = 0; i < n; i++) {\n\tsum += a[i];\n}\n', 'def f(x: int) -> str:\n    return f"{x!r:>10}"\n', '#include <stdio.h>\r\n',
  'SELECT * FROM t WHERE id >= 10 AND name LIKE \'%a_b\';', '{"a": [1, 2.50, -3e10], "b": null, "ü": "\\u00e9"}', '<div class="x">&nbsp;</div>',
  'const λ = (α, β) => α ?? β;', '/* ... */ // ---- \\\\ ||  && !== ===', 'https://example.org/a/b?c=d&e=%20#f', '```python\nprint("hi")\n```\n',
  '$ ls -la | grep foo > /dev/null 2>&1', '\\begin{equation} x^2_{n+1} \\end{equation}', 'x=1;y=2;;;///...!!!???', 'a/b\\c//d\n/\n//\r\n/x',
];
const emoji = ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇩🇪🇫🇷', '1️⃣', '❤️', '🤷🏿‍♀️', '☃', '⌚️'];
const spaces = [' ', '  ', '\t', '\n', '\r\n', '\r', '\u00a0', '\u3000', '\u2003', '\u2028', '\u0085', '\u000b', '\u000c', '\u1680', '\u202f', '\u205f'];
const invisible = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u0000', '\u0001', '\u001f', '\u007f', '\u200e', '\u200f', '\u202e', '\u180e', '\ufffd', '\ufffe', '\uffff'];
const marks = ['\u0300', '\u0301', '\u0308', '\u0323', '\u0327', '\u0345', '\u05b0', '\u064b', '\u0651', '\u093c', '\u0e31', '\u20dd', '\u3099', '\ufe0f', '\u{1d165}', '\u{e0100}'];
const composing = ['a', 'e', 'o', 'A', 'か', 'は', 'ᄀ', 'ᅡ', 'ᆨ', '가', 'ﬁ', 'ſ', 'Å', 'Ω', '①', '㎏', '½', '²', 'Ⅷ', '豈', '\u{2f800}', 'ｶﾞ', '𝒜', 'ǆ', 'İ', 'ß', 'ẛ̣'];
const digits = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '०१२३४५', '０１２３', '一二三', '𝟘𝟙𝟚', '²³¹', 'ⅣⅤ', '3.14159', '1,000,000', '0x7fffffff', '2026-11-24T12:00:00Z'];
const ranges = [[0, 0x7f], [0x80, 0x2ff], [0x300, 0x36f], [0x370, 0x7ff], [0x800, 0x1fff], [0x2000, 0x2fff], [0x3000, 0x9fff], [0xa000, 0xd7ff],
  [0xe000, 0xf8ff], [0xf900, 0xffff], [0x10000, 0x16fff], [0x17000, 0x1afff], [0x1b000, 0x1ffff], [0x20000, 0x2ffff], [0x30000, 0x3ffff],
  [0x40000, 0xdffff], [0xe0000, 0xe0fff], [0xe1000, 0xeffff], [0xf0000, 0x10ffff], [0, 0x10ffff]];

const scalarIn = (random, [first, last]) => {
  for (;;) {
    const scalar = first + random.below(last - first + 1);
    if (scalar < 0xd800 || scalar > 0xdfff) {
      return String.fromCodePoint(scalar);
    }
  }
};
const repeat = (random, most, make) => Array.from({ length: 1 + random.below(most) }, make).join('');

function makeFragment(random, special) {
  switch (random.below(13)) {
    case 0: case 1: return repeat(random, 6, () => random.pick(words) + random.pick(['', ' ', ' ', ' ', '.', ', ', '-', '\'']));
    case 2: return random.pick(code);
    case 3: return repeat(random, 3, () => random.pick(emoji));
    case 4: { const space = random.pick(spaces); return repeat(random, 12, () => random.next() < 0.8 ? space : random.pick(spaces)); }
    case 5: return repeat(random, 3, () => random.pick(invisible));
    case 6: return repeat(random, 4, () => random.pick(composing) + repeat(random, 3, () => random.pick(marks)));
    case 7: return repeat(random, 3, () => random.pick(digits)) + random.pick(['', '%', ' ']);
    case 8: { const range = random.pick(ranges); return repeat(random, 8, () => scalarIn(random, range)); }
    case 9: return repeat(random, 8, () => scalarIn(random, random.pick(ranges)));
    case 10: return special.length === 0 ? '<|im_end|>' : makeSpecial(random, special);
    case 11: return repeat(random, 4, () => random.pick(marks));
    default: return repeat(random, 10, () => random.pick(['!', '"', '#', '$', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', ':', ';', '<', '=', '>', '?', '@', '[', '\\', ']', '^', '_', '`', '{', '|', '}', '~', '«', '…', '€', '¿']));
  }
}

function makeSpecial(random, special) {
  const token = random.pick(special);
  switch (random.below(5)) {
    case 0: return token + token;
    case 1: return 'word' + token + 'word';
    case 2: return ' ' + token + ' ';
    case 3: return token.slice(0, 1 + random.below(token.length)) + token;
    default: return token;
  }
}

// A lone half of a pair can appear where a special token was cut: no tokenizer takes it.
const makeWellFormed = (text) => text.toWellFormed();

/** Yields `count` texts; the same for the same seed and special tokens. Most are short, a few reach 100,000 characters. */
export function* makeTexts(seed, count, special) {
  const random = makeRandom(seed);
  yield '';
  for (let i = 1; i < count; i++) {
    const size = random.next();
    const length = size < 0.02 ? 1 : size < 0.995 ? 1 + random.below(120) : size < 0.9999 ? random.below(4000) : random.below(100000);
    let text = '';
    if (length > 4000 && random.next() < 0.5) {
      text = makeFragment(random, special).repeat(1 + random.below(2000)).slice(0, length);
    }
    while (text.length < length) {
      text += makeFragment(random, special);
    }
    yield makeWellFormed(text);
  }
}

/** Yields `count` lists of ids, most of which decode to broken UTF-8. */
export function* makeIdLists(seed, count, size) {
  const random = makeRandom(seed ^ 0x5eed);
  for (let i = 0; i < count; i++) {
    yield Array.from({ length: random.below(24) }, () => random.below(random.next() < 0.5 ? Math.min(size, 600) : size));
  }
}
