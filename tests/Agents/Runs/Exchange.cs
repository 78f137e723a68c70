using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Runs;

/// <summary>A request of an agent, and the server's answer.</summary>
/// <param name="Path">The path without the root.</param>
/// <param name="Request">The request's body.</param>
/// <param name="Status">The answer's HTTP status; <see cref="CutOff"/> when both connections broke in its middle.</param>
/// <param name="LeftBehind">The answer's header <c>x-tito-left-behind</c>, or null.</param>
/// <param name="Answer">The answer's body.</param>
internal sealed record Exchange(string Path, string Request, int Status, string? LeftBehind, string Answer)
{
    /// <summary>Of an answer that is not whole, so that nobody reads a message out of it.</summary>
    public const int CutOff = 0;

    /// <summary>The wire on which it asked for a turn; null when it asked for something else.</summary>
    public GivenWire? Wire { get; } =
        GivenWire.All.FirstOrDefault(wire => Path.EndsWith($"/{wire.Route}", StringComparison.Ordinal) && Request.Length > 0);

    /// <summary>Whether it asked for a turn.</summary>
    public bool IsTurn => Wire is not null;

    /// <summary>The body of a request for a turn.</summary>
    public JsonElement Body => field.ValueKind == JsonValueKind.Undefined ? field = JsonElement.Parse(Request) : field;

    /// <summary>The conversation of a request for a turn, without what stands beside it.</summary>
    public ImmutableArray<GivenEntry> History => field.IsDefault ? field = Wire!.History(Body) : field;

    /// <summary>The message of an answer that gave a turn.</summary>
    public GivenMessage Given => field ??= Wire!.AnswerOf(Answer);

    /// <summary>The error object of a refused request; null otherwise.</summary>
    public JsonElement? Error =>
        Status >= 400 && Answer.StartsWith('{') && JsonElement.Parse(Answer).TryGetProperty("error", out var error) ? error : null;

    /// <summary>Whether it was refused with the words at which its client sends the whole history, at once and from then on.</summary>
    public bool IsFallback => Error is { } error && error.TryGetProperty("details", out var details)
        && details.TryGetProperty("error_code", out var code) && code.ValueEquals("thread_unsupported_request");
}
