// usage: node components.mjs FOLDER
// Writes one file for each part of a tokenizer.json that is understood. Its first line is the small tokenizer, without its vocabulary when that is
// the shared one of base.json; the others are cases as cases.mjs writes them. In base.json every pair of bytes merges, so that ids show where a
// text was cut.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRandom } from './random.mjs';

const { Tokenizer } = createRequire(import.meta.url)('tokenizers');
const folder = process.argv[2];
const random = makeRandom(20261124);
const characters = [...'aAbBsStTlLvVrReEmMdD\'"12٣Ⅷ²½ \t\n\r.,!/-_<>()中文のカ가éÉ\u0301\u0323\u064bǅʰªßſİ€…😀\u{1f3fd}𝒜𠀀々〇\u00a0\u3000\u2028\u0085\u200d\u0000\u{e000}\u{378}ﬁ①ｶﾞ▁Ġ'];
const utf8 = [...new Set(Buffer.from(characters.join('')))];

function bytesToUnicode() {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, value) => String.fromCodePoint(
    (value >= 0x21 && value <= 0x7e) || (value >= 0xa1 && value <= 0xac) || value >= 0xae ? value : next++));
}

function shuffle(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const other = random.below(i + 1);
    [list[i], list[other]] = [list[other], list[i]];
  }
  return list;
}

const alphabet = bytesToUnicode();
const pairs = shuffle(utf8.flatMap((left) => utf8.map((right) => [alphabet[left], alphabet[right]])));
const vocabularyOf = (...tokens) => Object.fromEntries(tokens.map((token, id) => [token, id]));
const [few, joined] = [pairs.slice(0, 500), (list) => list.map((pair) => pair.join(''))];
const base = { type: 'BPE', vocab: vocabularyOf(...alphabet, ...joined(pairs)), merges: pairs };

const pieces = [...new Set(characters.filter((item) => !'€…😀'.includes(item)))];
const piecePairs = shuffle(['▁', ...'abstle12.'].flatMap((left) => [...'abstle12.▁'].map((right) => [left, right])));
const sentencePiece = (settings) => ({
  type: 'BPE', unk_token: '<unk>', fuse_unk: false, byte_fallback: false, ...settings,
  vocab: Object.fromEntries([...new Set(['<unk>', ...Array.from({ length: 256 }, (_, value) => `<0x${value.toString(16).toUpperCase().padStart(2, '0')}>`),
    ...pieces, '▁', ...piecePairs.map((pair) => pair.join(''))])].map((token, id) => [token, id])),
  merges: piecePairs.map((pair) => pair.join(' ')),
});

const byteLevel = (settings = {}) => ({ type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false, ...settings });
const sequence = (...pretokenizers) => ({ type: 'Sequence', pretokenizers: [...pretokenizers, byteLevel()] });
const split = (pattern, behavior = 'Isolated', invert = false) => sequence({ type: 'Split', pattern, behavior, invert });
const added = (content, flags) => ({ content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: false, ...flags });
const cased = (han) => {
  const [upper, lower] = [`[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}${han}]`, `[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}${han}]`];
  const contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";
  return `[^\\r\\n\\p{L}\\p{N}]?${upper}*${lower}+${contraction}|[^\\r\\n\\p{L}\\p{N}]?${upper}+${lower}*${contraction}`;
};
const space = '\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const classic = (digits) => `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${space}`;
const patterns = {
  gpt2: "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  qwen: classic('\\p{N}'),
  llama3: classic('\\p{N}{1,3}'),
  o200k: `${cased('')}|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|${space}`,
  kimi: `[\\p{Han}]+|${cased('&&[^\\p{Han}]')}|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${space}`,
  'deepseek-1': '\\p{N}{1,3}',
  'deepseek-2': '[一-龥\u3040-ゟ゠-ヿ]+',
  'deepseek-3': '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+',
};
const laterPatterns = {
  qwen35: `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|${space}`,
  tekken: `${cased('').replaceAll("(?i:'s|'t|'re|'ve|'m|'ll|'d)?", '')}|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|${space}`,
  // As published: with the line breaks themselves.
  seed: `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\r\n]+|\\s*[\r\n]+|\\s+(?!\\S)|\\s+`,
  'qwen-one-digit': classic('\\p{N}{1}'),
};
const metaspace = (prepend_scheme, splits = true) => ({ type: 'Metaspace', replacement: '▁', prepend_scheme, split: splits });
const behaviors = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'];
const chain = (...decoders) => ({ type: 'Sequence', decoders });
const replace = { type: 'Replace', pattern: { String: '▁' }, content: ' ' };
const flags = [added('aa'), added('a'), added('<b>', { lstrip: true }), added('<e>', { rstrip: true }), added('<s>', { lstrip: true, rstrip: true, special: true }),
  added('tt', { single_word: true }), added('É', { normalized: true }), added(' \n', { normalized: true, special: true }), added('<b><e>')];

const components = {
  ...Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [`pattern-${name}`, { pre_tokenizer: split({ Regex: pattern }) }])),
  ...Object.fromEntries(behaviors.flatMap((behavior) => [false, true].flatMap((invert) => [
    [`split-string-${behavior}${invert ? '-inverted' : ''}`, { pre_tokenizer: split({ String: 'a' }, behavior, invert) }],
    [`split-regex-${behavior}${invert ? '-inverted' : ''}`, { pre_tokenizer: split({ Regex: patterns['deepseek-1'] }, behavior, invert) }],
  ]))),
  ...Object.fromEntries(behaviors.map((behavior) => [`punctuation-${behavior}`, { pre_tokenizer: sequence({ type: 'Punctuation', behavior }) }])),
  'digits-individual': { pre_tokenizer: sequence({ type: 'Digits', individual_digits: true }) },
  'digits-together': { pre_tokenizer: sequence({ type: 'Digits', individual_digits: false }) },
  'byte-level-regex': { pre_tokenizer: byteLevel({ use_regex: true }) },
  'byte-level-prefix': { pre_tokenizer: byteLevel({ add_prefix_space: true, use_regex: true }) },
  'byte-level-prefix-pieces': { pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits: false }, byteLevel({ add_prefix_space: true })] } },
  ...Object.fromEntries(['NFC', 'NFD', 'NFKC', 'NFKD', 'Lowercase'].map((type) => [`normalizer-${type}`, { normalizer: { type } }])),
  'normalizer-strip-left': { normalizer: { type: 'Strip', strip_left: true, strip_right: false } },
  'normalizer-sequence': { normalizer: { type: 'Sequence', normalizers: [{ type: 'Strip', strip_left: true, strip_right: true }, { type: 'NFD' }, { type: 'Replace', pattern: { String: 'aa' }, content: '' }, { type: 'Prepend', prepend: 's ' }, { type: 'Lowercase' }] } },
  'added-flags': { added_tokens: flags },
  'added-flags-normalized': { added_tokens: flags, normalizer: { type: 'Sequence', normalizers: [{ type: 'Lowercase' }, { type: 'NFD' }] }, pre_tokenizer: split({ Regex: patterns.qwen }) },
  'ignore-merges': { pre_tokenizer: split({ Regex: patterns.qwen }), model: { type: 'BPE', ignore_merges: true, vocab: vocabularyOf(...alphabet, ...joined(few), 'abs', 'Ġabs'), merges: few.slice(0, 300) } },
  'merge-twice': { pre_tokenizer: byteLevel(), model: { type: 'BPE', vocab: vocabularyOf(...new Set([...alphabet, ...joined(few), 'ab', 'bs', 'abs'])), merges: [['a', 'b'], ['b', 's'], ['a', 'bs'], ['ab', 's'], ...few, ['a', 'b']] } },
  'byte-fallback': { pre_tokenizer: null, normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' }, decoder: chain(replace, { type: 'ByteFallback' }, { type: 'Fuse' }), model: sentencePiece({ byte_fallback: true, fuse_unk: true }) },
  'llama-2': { pre_tokenizer: null, normalizer: { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: '▁' }, { type: 'Replace', pattern: { String: ' ' }, content: '▁' }] }, decoder: chain(replace, { type: 'ByteFallback' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 1, stop: 0 }), model: sentencePiece({ byte_fallback: true, fuse_unk: true }) },
  'unknown-fused': { pre_tokenizer: null, decoder: { type: 'Fuse' }, model: sentencePiece({ fuse_unk: true }) },
  'unknown-apart': { pre_tokenizer: null, decoder: null, model: sentencePiece({ ignore_merges: true }) },
  ...Object.fromEntries(['first', 'never', 'always'].flatMap((scheme) => [true, false].map((splits) => [`metaspace-${scheme}${splits ? '' : '-whole'}`,
    { pre_tokenizer: metaspace(scheme, splits), decoder: metaspace(scheme, splits), added_tokens: [added('tt'), added('<s>', { special: true })], model: sentencePiece({ byte_fallback: true }) }]))),
  // Never both ends: the reference dies of a token that is one such character.
  'decoder-strip-start': { pre_tokenizer: null, decoder: chain(replace, { type: 'Strip', content: 'a', start: 1, stop: 0 }), model: sentencePiece({ byte_fallback: true }) },
  'decoder-strip-stop': { pre_tokenizer: null, decoder: chain(replace, { type: 'Strip', content: 'a', start: 0, stop: 1 }), model: sentencePiece({ byte_fallback: true }) },
  // Later parts come last, so that the texts of the others stay.
  ...Object.fromEntries(Object.entries(laterPatterns).map(([name, pattern]) => [`pattern-${name}`, { pre_tokenizer: split({ Regex: pattern }) }])),
  'bytes-of-utf8': { model: withoutBytes([0xc0, 0xc1, 0xf1, 0xf2, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff]) },
  'byte-fallback-tab': { pre_tokenizer: null, decoder: chain(replace, { type: 'ByteFallback' }, { type: 'Fuse' }), model: renamed(sentencePiece({ byte_fallback: true, fuse_unk: true }), '<0x09>', '\t') },
  'ids-with-gaps': { added_tokens: [added('<|a|>', { special: true }), added('<|b|>')], pre_tokenizer: split({ Regex: patterns.qwen }), model: withGaps() },
};

function withoutBytes(bytes) {
  const left = alphabet.filter((_, value) => !bytes.includes(value));
  const merges = few.filter((pair) => pair.every((token) => left.includes(token)));
  return { type: 'BPE', vocab: vocabularyOf(...left, ...joined(merges)), merges };
}

function renamed(model, from, to) {
  return { ...model, vocab: Object.fromEntries(Object.entries(model.vocab).filter(([token]) => token !== to).map(([token], id) => [token === from ? to : token, id])) };
}

function withGaps() {
  const vocab = vocabularyOf(...alphabet, ...joined(few));
  const size = Object.keys(vocab).length;
  return { type: 'BPE', ignore_merges: true, vocab: { ...vocab, '<|a|>': size + 5, '<|b|>': size + 24 }, merges: few };
}

const makeText = (special) => Array.from({ length: random.below(24) }, () => special.length > 0 && random.next() < 0.2 ? random.pick(special)
  : random.next() < 0.3 ? random.pick([...'aabst \n1']) : random.pick(characters)).join('').toWellFormed();
const toAscii = (json) => json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

writeFileSync(join(folder, 'base.json'), `${toAscii(JSON.stringify(base))}\n`);
for (const [name, patch] of Object.entries(components)) {
  const model = patch.model ?? base;
  const json = { version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: byteLevel(), post_processor: null, decoder: byteLevel(), ...patch, model };
  const size = Object.keys(model.vocab).length;
  let next = size;
  json.added_tokens = json.added_tokens.map((token) => ({ id: model.vocab[token.content] ?? next++, ...token }));
  const tokenizer = Tokenizer.fromString(JSON.stringify(json));
  const special = json.added_tokens.map((token) => token.content);
  const known = [...new Set([...Object.values(model.vocab), ...json.added_tokens.map((token) => token.id)])].sort((left, right) => left - right);
  const lines = [toAscii(JSON.stringify({ ...json, model: patch.model ?? null }))];
  for (let i = 0; i < 60; i++) {
    const text = makeText(special);
    const ids = i < 50 ? (await tokenizer.encode(text, null, { addSpecialTokens: false })).getIds() : Array.from({ length: random.below(12) }, () => random.pick(known));
    const [decoded, skipped] = [await tokenizer.decode(ids, false), await tokenizer.decode(ids, true)];
    lines.push(toAscii(JSON.stringify({ ...(i < 50 ? { text } : {}), ids, ...(i < 50 && decoded === text ? {} : { decoded }), ...(skipped === decoded ? {} : { skipped }) })));
  }
  writeFileSync(join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
}
