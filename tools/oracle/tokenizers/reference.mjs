// The Hugging Face tokenizers, as the project's expected values come from them: no token is ever added around a text.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { Tokenizer } = createRequire(import.meta.url)('tokenizers');

export class Reference {
  constructor(path) {
    const json = readFileSync(path, 'utf8');
    this.tokenizer = Tokenizer.fromString(json);
    this.added = JSON.parse(json).added_tokens ?? [];
    this.size = this.tokenizer.getVocabSize(true);
  }

  async encode(text) {
    return (await this.tokenizer.encode(text, null, { addSpecialTokens: false })).getIds();
  }

  decode(ids, skipSpecialTokens = false) {
    return this.tokenizer.decode(ids, skipSpecialTokens);
  }
}
