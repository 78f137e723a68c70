namespace Tito.Engines.Http;

/// <summary>
/// Gives llm-d's router back what it wrote on a session's last answer, so that it finds the pod with the session's prefix: the headers
/// <c>x-session-token</c> and, where prefill is apart, <c>x-session-token-prefill</c> (its README of session affinity).
/// </summary>
/// <remarks>Thread-safe. One for each router: what one of them gave says nothing to another.</remarks>
internal sealed class SessionTokenHeaders : IEngineHeaders
{
    /// <summary>How many sessions are remembered: 100,000 names of a pod are about 30 MB.</summary>
    private const int MaxSessions = 100_000;

    private const int MaxTokenLength = 1024;

    private static readonly string[] Names = ["x-session-token", "x-session-token-prefill"];

    private readonly SessionTokens[] _tokens = [.. Names.Select(_ => new SessionTokens(MaxSessions))];

    /// <inheritdoc/>
    public void Add(string sessionId, HttpRequestMessage request)
    {
        foreach (var (index, name) in Names.Index())
        {
            if (_tokens[index].TryFind(sessionId, out var token))
            {
                request.Headers.TryAddWithoutValidation(name, token);
            }
        }
    }

    /// <inheritdoc/>
    public void See(string sessionId, HttpResponseMessage response)
    {
        foreach (var (index, name) in Names.Index())
        {
            if (response.Headers.TryGetValues(name, out var values) && values.First() is var token && IsToken(token))
            {
                _tokens[index].Keep(sessionId, token);
            }
        }
    }

    private static bool IsToken(string text) =>
        text.Length is > 0 and <= MaxTokenLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
