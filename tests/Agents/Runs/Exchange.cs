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
    /// <summary>The error object of a refused request; null otherwise.</summary>
    public JsonElement? Error =>
        Status >= 400 && JsonElement.Parse(Answer) is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("error", out var error)
            ? error
            : null;
}
