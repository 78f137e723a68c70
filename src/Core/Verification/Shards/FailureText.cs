using Tito.Core.Models;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Shards;

/// <summary>The tokens and texts of failures, bounded: a run's rows are no second journal.</summary>
internal static class FailureText
{
    private const int MaxDetail = 2_000;
    private const int MaxToken = 200;

    /// <summary>A token of a side; null where the side has ended.</summary>
    public static FailureToken? Token(SessionModel model, int? id) =>
        id is not { } token ? null
        : model.HasToken(token) ? new(token, Cut(model.Renderer.Tokenizer.GetPiece(token), MaxToken))
        : new(token, "(not in the vocabulary)");

    /// <summary>A failure whose first differing token is known.</summary>
    public static VerificationFailure Of(SessionModel model, TokenDifference tokens, VerificationFailure failure) => failure with
    {
        TokenIndex = tokens.Index,
        Expected = Token(model, tokens.Expected),
        Found = Token(model, tokens.Actual),
    };

    /// <summary>A detail that is not too long.</summary>
    public static string Detail(string text) => Cut(text, MaxDetail);

    // Not between the halves of a surrogate pair: JSON cannot carry one alone.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
