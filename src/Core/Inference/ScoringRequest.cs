using Tito.Core.Tokens;

namespace Tito.Core.Inference;

/// <summary>A prompt and a completion of it that is to be scored.</summary>
/// <param name="Id">Names the request among all, as <see cref="InferenceRequest.Id"/>.</param>
/// <param name="SessionId">The key of routers, as <see cref="InferenceRequest.SessionId"/>.</param>
/// <param name="Tokens">The prompt, followed by the completion.</param>
/// <param name="Start">The index of the completion's first token, 1 to below the number of tokens.</param>
public sealed record ScoringRequest(string Id, string SessionId, TokenBuffer Tokens, int Start)
{
    /// <summary>How many tokens are scored, 1 or more.</summary>
    public int Count => Tokens.Count - Start;
}
