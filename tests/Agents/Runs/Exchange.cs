using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs;

/// <summary>A request of an agent, and the server's answer.</summary>
/// <param name="Path">The path without the root.</param>
/// <param name="Request">The request's body.</param>
/// <param name="Status">The answer's HTTP status.</param>
/// <param name="LeftBehind">The answer's header <c>x-tito-left-behind</c>, or null.</param>
/// <param name="Answer">The answer's body.</param>
internal sealed record Exchange(string Path, string Request, int Status, string? LeftBehind, string Answer)
{
    /// <summary>Whether it asked for a turn.</summary>
    public bool IsTurn => Path.EndsWith("/chat/completions", StringComparison.Ordinal);

    /// <summary>The messages of a request for a turn.</summary>
    public ImmutableArray<JsonElement> Messages { get; } =
        Request.Length > 0 && JsonElement.Parse(Request).TryGetProperty("messages", out var messages) ? [.. messages.EnumerateArray()] : [];

    /// <summary>The error object of a refused request; null otherwise.</summary>
    public JsonElement? Error =>
        Status >= 400 && JsonElement.Parse(Answer).TryGetProperty("error", out var error) ? error : null;
}
