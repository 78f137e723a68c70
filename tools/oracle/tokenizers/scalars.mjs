// usage: node scalars.mjs
// Writes what the reference holds of each Unicode scalar, as SHA-256 values. `classes` is over a uint16, little-endian, for each scalar from 0
// to 10FFFF (0 for surrogates): one bit for each item of `asked`, in order. The normalization forms are over the UTF-8 of what becomes of all
// scalars in order, each with a line feed behind it; `order` is NFD of each mark before and behind one mark of each combining class.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const { Tokenizer, lowercase, nfcNormalizer, nfdNormalizer, nfkcNormalizer, nfkdNormalizer, digitsPreTokenizer, punctuationPreTokenizer } =
  createRequire(import.meta.url)('tokenizers');
const make = (parts) => Tokenizer.fromString(JSON.stringify({
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null,
  model: { type: 'BPE', unk_token: 'u', vocab: { u: 0, z: 1 }, merges: [] }, ...parts }));
const asked = ['\\p{L}', '\\p{N}', '\\s', '\\p{M}', '[\\p{P}\\p{S}]', '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]', '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]', '\\p{Han}'];
const last = 0x10ffff;
const isScalar = (code) => code < 0xd800 || code > 0xdfff;
const blocks = function* () {
  for (let first = 0; first <= last; first += 4096) {
    const codes = Array.from({ length: 4096 }, (_, i) => first + i).filter(isScalar);
    if (codes.length > 0) {
      yield codes;
    }
  }
};
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const classes = new Uint16Array(last + 1);
asked.forEach((pattern, bit) => {
  const remover = make({ normalizer: { type: 'Replace', pattern: { Regex: pattern }, content: '' } }).getNormalizer();
  for (const codes of blocks()) {
    const kept = new Set([...remover.normalizeString(String.fromCodePoint(...codes))].map((item) => item.codePointAt(0)));
    codes.filter((code) => !kept.has(code)).forEach((code) => { classes[code] |= 1 << bit; });
  }
});
const [digits, punctuation] = [digitsPreTokenizer(true), punctuationPreTokenizer('removed')];
const words = make({ added_tokens: [{ id: 2, content: 'zz', single_word: true, lstrip: false, rstrip: false, normalized: false, special: false }] });
for (const codes of blocks()) {
  for (const code of codes) {
    const item = String.fromCodePoint(code);
    classes[code] |= punctuation.preTokenizeString(`a${item}b`).length === 2 ? 1 << 10 : 0;
    classes[code] |= digits.preTokenizeString(`a${item}b`).length === 3 ? 1 << 11 : 0;
    classes[code] |= (await words.encode(`zz${item}`, null, { addSpecialTokens: false })).getIds()[0] === 2 ? 0 : 1 << 12;
  }
}

const formOf = (normalizer) => {
  const hash = createHash('sha256');
  for (const codes of blocks()) {
    hash.update(normalizer.normalizeString(codes.map((code) => `${String.fromCodePoint(code)}\n`).join('')));
  }
  return hash.digest('hex');
};

// One mark of each canonical combining class.
const representatives = [0x334, 0x1dce, 0x3099, 0x93c, 0x94d, 0x5b0, 0x5b1, 0x5b2, 0x5b3, 0x5b4, 0x5b5, 0x5b6, 0x5b7, 0x5b8, 0x5b9, 0x5bb, 0x5bc, 0x5bd, 0x5bf,
  0x5c1, 0x5c2, 0xfb1e, 0x64b, 0x64c, 0x64d, 0x64e, 0x64f, 0x650, 0x651, 0x652, 0x670, 0x711, 0xc55, 0xc56, 0xe38, 0xe48, 0xeb8, 0xec8, 0xf71, 0xf72, 0xf74,
  0x321, 0x31b, 0x1d16d, 0x302a, 0x316, 0x59a, 0x302e, 0x1d16e, 0x302b, 0x300, 0x315, 0x35c, 0x35d, 0x345].map((code) => String.fromCodePoint(code));
const order = createHash('sha256');
const decomposer = nfdNormalizer();
for (const codes of blocks()) {
  for (const mark of codes.filter((code) => classes[code] & 8).map((code) => String.fromCodePoint(code))) {
    order.update(decomposer.normalizeString(representatives.map((other) => `a${mark}${other}\na${other}${mark}\n`).join('')));
  }
}

console.log(JSON.stringify({
  asked: [...asked, '', '', 'Punctuation', 'Digits', 'single_word'],
  classes: sha256(Buffer.from(classes.buffer)),
  NFC: formOf(nfcNormalizer()), NFD: formOf(decomposer), NFKC: formOf(nfkcNormalizer()), NFKD: formOf(nfkdNormalizer()), Lowercase: formOf(lowercase()),
  order: order.digest('hex'),
}, null, 2));
