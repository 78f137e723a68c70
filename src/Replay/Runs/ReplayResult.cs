using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Checks;
using Tito.Replay.Items;

namespace Tito.Replay.Runs;

/// <summary>What came of replaying one item.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed record ReplayResult
{
    /// <summary>What was replayed.</summary>
    public required ReplayItem Item { get; init; }

    /// <summary>The model family; empty where the file does not say.</summary>
    public string Family { get; init; } = "";

    /// <summary>What it is about; <c>trajectory</c> for files of the older form.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How many turns were taken.</summary>
    public int Turns { get; init; }

    /// <summary>How many tokens the buffers of the last turn have.</summary>
    public int Tokens { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What no oracle has computed of it, in words; empty where all was.</summary>
    public ImmutableArray<string> NotExpected { get; init; } = [];

    /// <summary>The first difference; null where there is none, or where it is the one that should be.</summary>
    public ReplayDifference? Difference { get; init; }

    /// <summary>What most likely is behind the difference; null for nothing to say.</summary>
    public string? Cause { get; init; }

    /// <summary>How a broken scenario failed as it should; null for one that holds.</summary>
    public ScenarioFailure? FailedAsNamed { get; init; }

    /// <summary>Whether it came to what it should.</summary>
    public bool IsGreen => Difference is null;
}
