using System.Collections.Immutable;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>A request of a client, and what has to have become of it.</summary>
internal sealed class ExpectedAttempt
{
    /// <summary>The state of a request that an engine has.</summary>
    public const string AtEngine = "at the engine";

    /// <summary>The state of a request that waits for the same one to be answered.</summary>
    public const string Waiting = "waiting for the first";

    /// <summary>The state of a request whose client does not wait any more.</summary>
    public const string HungUp = "hung up";

    public required string Id { get; init; }

    public required int Process { get; init; }

    public required string Session { get; init; }

    public required ImmutableArray<Said> Messages { get; init; }

    public required string Body { get; init; }

    public required string? Key { get; init; }

    public required bool IsRetry { get; init; }

    /// <summary>The key under which it is recorded.</summary>
    public string RecordedKey => Key ?? Id;

    /// <summary>The request that it waits for, or null.</summary>
    public ExpectedAttempt? WaitsFor { get; set; }

    /// <summary>Whether its client does not wait any more, although it goes on itself.</summary>
    public bool HasLeft { get; set; }

    /// <summary>The intent under which it is with the engine.</summary>
    public ExpectedIntent? Intent { get; set; }

    /// <summary>The prompt that the engine has to have.</summary>
    public ImmutableArray<Token> Prompt { get; set; }

    public int Replaced { get; set; }

    public int AppendedFrom { get; set; }

    /// <summary>What has become of it, in words; empty while nothing is decided.</summary>
    public string State { get; set; } = "";

    /// <summary>Whether it has no answer yet.</summary>
    public bool IsUnderWay => State == AtEngine || WaitsFor is not null;

    public override string ToString() =>
        $"{Id} p{Process} s{Session[^1]} [{string.Join(' ', Messages)}]{(Key is null ? "" : $" key {Key}")}{(IsRetry ? " retry" : "")}";
}
