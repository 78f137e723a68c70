using System.Collections.Immutable;

namespace Tito.Replay.Bench;

/// <summary>What is measured.</summary>
internal sealed record BenchPlan
{
    /// <summary>Tokens of the sessions whose turns are timed.</summary>
    public ImmutableArray<int> Contexts { get; init; } = [8_192, 32_768, 131_072];

    /// <summary>Turns that are timed at each size, 1 or more.</summary>
    public int Turns { get; init; } = 20;

    /// <summary>Numbers of sessions that ask at once, 1 or more each.</summary>
    public ImmutableArray<int> Sessions { get; init; } = [1, 32, 256];

    /// <summary>How long each number of sessions asks.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The server's process; null where nobody says it: then neither memory nor a kill is measured.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The shell command that starts the server again after its process was killed; null for no kill.</summary>
    public string? RestartCommand { get; init; }
}
