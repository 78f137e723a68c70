using System.Globalization;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>What became of an agent after a fault, in the tables' words. Those of a loss that nobody told begin with <c>lost</c>.</summary>
internal static class FaultWords
{
    /// <summary>Of an agent whose prompts are the same in every run.</summary>
    /// <param name="usual">The run without the fault.</param>
    /// <param name="row">The run with it.</param>
    public static string Of(AgentRow usual, AgentRow row) => row switch
    {
        _ when Lost(row) is { } lost => lost,
        { End.Done: true } when row.Tokens.SequenceEqual(usual.Tokens) => $"same tokens{Told(row)}",
        { End.Done: true, IsChain: true } => $"goes on, every token kept{Told(row)}",
        _ when row.IsChain && usual.Tokens.AsSpan().StartsWith(row.Tokens.AsSpan()) =>
            string.Create(CultureInfo.InvariantCulture, $"throws; {Turns(row.Parents.Length)} before stay{Told(row)}"),
        _ => $"lost: {row.End.Text[..Math.Min(80, row.End.Text.Length)]}",
    };

    /// <summary>Of an agent whose prompts have dates and folders, so that no two runs have the same tokens.</summary>
    /// <param name="row">The run with the fault.</param>
    /// <param name="turns">The turns that its task takes.</param>
    public static string OfItself(AgentRow row, int turns) => row switch
    {
        _ when Lost(row) is { } lost => lost,
        { End.Done: true } when row.LongestPath >= turns => $"goes on{Told(row)}",
        { End.Done: true } => string.Create(CultureInfo.InvariantCulture, $"ends after {Turns(row.LongestPath)}{Told(row)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"gives up after {Turns(row.LongestPath)}{Refused(row)}{Told(row)}"),
    };

    /// <summary>
    /// Every sampled token is in a sample, or was told to be left behind, in the status and in an answer. A tree leaves nothing behind.
    /// </summary>
    private static string? Lost(AgentRow row) =>
        row.Sampled != row.AllTrained
            ? string.Create(
                CultureInfo.InvariantCulture, $"lost: {row.Sampled} sampled, {row.AllTrained} trained, {row.LeftBehindTokens} told")
        : row is { LeftBehind: > 0, ToldLeftBehind: 0, End.Done: true } ? "lost in silence"
        : null;

    private static string Told(AgentRow row) => AgentTable.LeftBehindText(row)
        + (row.Branches == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; {row.Branches} branch{(row.Branches == 1 ? "" : "es")} beside it"))
        + (row.GivenUp == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; {row.GivenUp} {(row.GivenUp == 1 ? "try" : "tries")} given up, told"));

    private static string Turns(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} turn{(count == 1 ? "" : "s")}");

    private static string Refused(AgentRow row) => row.Refusals.IsEmpty ? "" : $" on {AgentTable.Refused(row)}";
}
