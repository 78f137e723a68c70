using System.Globalization;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>What clients said of a session or of a turn for their trainers: a reward, and names with texts.</summary>
internal static class SaidFacts
{
    /// <summary>Metadata of so many characters is shown at once; more waits behind a button.</summary>
    private const int MostOpen = 240;

    /// <summary>A reward as JSON writes it.</summary>
    public static string Reward(double reward) => reward.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes metadata, a name and a text a pair; nothing where there is none.</summary>
    /// <param name="html">Takes it.</param>
    /// <param name="metadata">What was said, or null.</param>
    public static void WriteMetadata(HtmlWriter html, Labels? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        var isShort = metadata.Items.Sum(item => item.Key.Length + item.Value.Length) <= MostOpen;
        html.Write($"<details class=\"facts metadata\"");
        if (isShort)
        {
            html.Write($" open");
        }

        html.Write($"><summary>Metadata ({metadata.Items.Count:N0})</summary><dl>\n");
        foreach (var (name, text) in metadata.Items)
        {
            html.Write($"<div><dt>");
            html.WriteVisible(name);
            html.Write($"</dt><dd>");
            html.WriteVisible(text);
            html.Write($"</dd></div>\n");
        }

        html.Write($"</dl></details>\n");
    }
}
