using System.Collections.Immutable;

namespace Tito.Replay.Bench;

/// <summary>What was measured.</summary>
/// <param name="Contexts">Turns by the size of the session.</param>
/// <param name="Rates">Turns a second by the number of sessions.</param>
/// <param name="Memory">Resident memory; null where it was not measured.</param>
/// <param name="Recovery">The time after a kill; null where nothing was killed.</param>
internal sealed record BenchResult(
    ImmutableArray<BenchResult.Context> Contexts, ImmutableArray<BenchResult.Rate> Rates, BenchResult.Resident? Memory,
    BenchResult.Recovered? Recovery)
{
    /// <summary>Turns of one session.</summary>
    /// <param name="Tokens">Tokens of the last prompt, as they arrived at the engine.</param>
    /// <param name="Turns">Number of turns.</param>
    /// <param name="First">The first turn, which has all the text; milliseconds.</param>
    /// <param name="Median">The median of the others, milliseconds.</param>
    /// <param name="High">Their 99th percentile, milliseconds.</param>
    /// <param name="Floor">The median of the engine asked directly with such a prompt, milliseconds.</param>
    internal sealed record Context(int Tokens, int Turns, double First, double Median, double High, double Floor)
    {
        /// <summary>What the server took of the median, milliseconds.</summary>
        public double Own => Median - Floor;
    }

    /// <summary>Several sessions that ask at once.</summary>
    /// <param name="Sessions">Number of sessions.</param>
    /// <param name="Turns">Number of turns that were answered.</param>
    /// <param name="Failed">Number of requests that were not.</param>
    /// <param name="Seconds">The time that it took.</param>
    /// <param name="Median">The median of a turn, milliseconds.</param>
    /// <param name="High">The 99th percentile, milliseconds.</param>
    internal sealed record Rate(int Sessions, int Turns, int Failed, double Seconds, double Median, double High)
    {
        /// <summary>Turns a second.</summary>
        public double PerSecond => Turns / Seconds;
    }

    /// <summary>The server's resident memory.</summary>
    /// <param name="Sessions">Number of sessions that were opened.</param>
    /// <param name="Tokens">Tokens of each.</param>
    /// <param name="Before">Bytes before.</param>
    /// <param name="After">Bytes after, with all of them open.</param>
    internal sealed record Resident(int Sessions, int Tokens, long Before, long After)
    {
        /// <summary>Bytes a session; below zero where the server gave memory back meanwhile.</summary>
        public long PerSession => (After - Before) / Sessions;
    }

    /// <summary>A server that was killed and started again.</summary>
    /// <param name="Answers">Milliseconds until it opened a session.</param>
    /// <param name="Resumes">Milliseconds until a session of before took a turn; null where none did.</param>
    /// <param name="KeepsPrefix">Whether that turn's prompt begins with the tokens of before.</param>
    /// <param name="ProcessId">The new process, which is left running.</param>
    internal sealed record Recovered(double Answers, double? Resumes, bool KeepsPrefix, int ProcessId);
}
