using Tito.Core.Verification.Scenarios;
using Tito.Replay.Checks;

namespace Tito.Replay.Runs;

/// <summary>What most likely is behind a difference, for whoever has to look.</summary>
internal static class CauseText
{
    /// <summary>A sentence, or null where there is nothing to say.</summary>
    public static string? Of(ReplayDifference difference) => difference.At switch
    {
        ScenarioPlace.Token when difference.Tokens is { } window => OfTokens(window),
        ScenarioPlace.Genesis => "The tokenizer's file, the template or the family's fixed arguments are not those of the recording.",
        ScenarioPlace.Parent => "The matcher or the policy positions the request at another turn.",
        ScenarioPlace.Replaced or ScenarioPlace.Origins => "The family's boundary rule, or where the appended tokens begin.",
        ScenarioPlace.Mask => "What counts as sampled.",
        ScenarioPlace.End => "The family's stop tokens, or what the engine says it stopped at.",
        ScenarioPlace.Message => "The family's parser, or the face that writes the answer.",
        ScenarioPlace.Mismatches => "The comparator, or the template's render of the whole conversation.",
        ScenarioPlace.Digest =>
            "What the digest binds besides the tokens: logprobs, finish reason, messages, inputs or the weight version.",
        ScenarioPlace.Status or ScenarioPlace.Error => "A rule of the session or of the face refuses, or no longer refuses.",
        ScenarioPlace.Engine => "The engine is asked again, or not at all.",
        ScenarioPlace.Samples => "The assembly of samples.",
        ScenarioPlace.Proof or ScenarioPlace.Verify => "The journal's rows, or the levels of the proof.",
        _ => null,
    };

    private static string OfTokens(TokenWindow window)
    {
        var (expected, found) = (Text(window.Expected), Text(window.Found));
        var common = Math.Min(expected.Length, found.Length);
        if (expected.AsSpan(0, common).SequenceEqual(found.AsSpan(0, common)))
        {
            return "The tokenizer: both sides spell the same text with other tokens.";
        }

        return window.Found.ElementAtOrDefault(window.At - window.Start)?.Origin == "splice"
            ? "The family's boundary rule."
            : $"The template, or a message that it renders{(window.TemplateLine is { } line ? $": {line}" : "")}.";
    }

    private static string Text(IEnumerable<TokenWindow.Token> tokens) => string.Concat(tokens.Select(token => token.Text));
}
