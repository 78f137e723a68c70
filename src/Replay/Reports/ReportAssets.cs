using System.Reflection;

namespace Tito.Replay.Reports;

/// <summary>The page of the report, with its style and its script.</summary>
internal static class ReportAssets
{
    /// <summary>The page, with places for the others.</summary>
    public static string Page { get; } = Read("report.html");

    /// <summary>The style.</summary>
    public static string Style { get; } = Read("report.css");

    /// <summary>The script.</summary>
    public static string Script { get; } = Read("report.js");

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
