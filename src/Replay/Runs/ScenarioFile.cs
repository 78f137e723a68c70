using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Runs;

/// <summary>What a file is, before it is read.</summary>
internal static class ScenarioFile
{
    private const string FormatNames = "format-";
    private const string SealNames = "format-seal-";
    private const string JsonNames = "format-json-";

    /// <summary>Whether a file says that it is a golden trajectory; anything else is read, and refused, as a scenario.</summary>
    public static bool IsTrajectory(ReadOnlySpan<byte> utf8) => GoldenFormat.Find(utf8) == GoldenTrajectory.FormatName;

    /// <summary>Whether a file says by its name that its seal is what is broken, or its bytes after they were sealed.</summary>
    public static bool IsBrokenSeal(string name) =>
        Path.GetFileName(name).StartsWith(SealNames, StringComparison.Ordinal)
        || Path.GetFileName(name).StartsWith(JsonNames, StringComparison.Ordinal);

    /// <summary>A broken file that is not even JSON says by its name that it has to be refused; null for any other.</summary>
    public static ScenarioFailure? FailureByName(string name) =>
        Path.GetFileName(name).StartsWith(FormatNames, StringComparison.Ordinal)
        && Path.GetFileName(Path.GetDirectoryName(name)) == "broken"
            ? new(-1, ScenarioPlace.Format, null, null)
            : null;
}
