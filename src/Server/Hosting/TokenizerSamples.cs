using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Engines;
using Tito.Tokenizers;

namespace Tito.Server.Hosting;

/// <summary>Texts by which an engine's tokenizer is held against ours.</summary>
internal static class TokenizerSamples
{
    // What tokenizers part or join in different ways: digits, white space, contractions, scripts, marks, joined emoji, line breaks.
    private const string OddText =
        "The year 2026, 1234567890 items; don't  you'll\t\t\"x\"\r\n\n\n    def f(a_b):\n\treturn {'k': [1.5e-7]} // ÄÖÜß naïve e\u0301 "
        + "Привет, мир! 你好，世界。こんにちは 안녕하세요 مرحبا שלום नमस्ते สวัสดี \U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1FA\U0001F1F8 "
        + "\U0001D49C\u00A0\u2003\uFF21\u2028x ～∑≠—…  ";

    /// <summary>
    /// The samples of a model: odd text, and all tokens that are cut out of text. The latter distinguish models of one family, such as
    /// Qwen 2.5 from Qwen 3.
    /// </summary>
    public static ImmutableArray<TokenizerSample> Of(SessionModel model)
    {
        var tokenizer = model.Renderer.Tokenizer;
        return [Of(tokenizer, OddText), Of(tokenizer, string.Join('a', tokenizer.AddedTokens.Select(token => token.Content)))];
    }

    private static TokenizerSample Of(Tokenizer tokenizer, string text) => new(text, tokenizer.Encode(text, SpecialTokens.Parse));
}
