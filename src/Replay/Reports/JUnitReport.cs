using System.Globalization;
using System.Text;
using System.Xml;
using Tito.Core.Messages;
using Tito.Replay.Runs;

namespace Tito.Replay.Reports;

/// <summary>The report that CI servers read: a suite for each family, a case for each item.</summary>
/// <remarks>There is no standard of JUnit's XML; this is what Jenkins, GitLab and GitHub's actions for it read alike.</remarks>
internal static class JUnitReport
{
    /// <summary>The XML.</summary>
    public static string Write(ReplaySummary summary)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, summary.Results.Length, summary.Failed, summary.Elapsed);
            foreach (var family in summary.Results.GroupBy(result => result.Family.Length > 0 ? result.Family : "files"))
            {
                xml.WriteStartElement("testsuite");
                xml.WriteAttributeString("name", family.Key);
                WriteCounts(
                    xml, family.Count(), family.Count(result => !result.IsGreen),
                    family.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Duration));
                foreach (var result in family)
                {
                    WriteCase(xml, result);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteCounts(XmlWriter xml, int count, int failed, TimeSpan elapsed)
    {
        xml.WriteAttributeString("tests", count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failed.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static void WriteCase(XmlWriter xml, ReplayResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.Kind.Length > 0 ? result.Kind : "file");
        xml.WriteAttributeString("name", Clean(result.Item.Name));
        xml.WriteAttributeString("time", result.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        if (result.Difference is { } difference)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", WireName.Of(difference.At));
            xml.WriteAttributeString("message", Clean(ResultText.Of(result)));
            xml.WriteString(Clean(result.Cause ?? ""));
            xml.WriteEndElement();
        }
        else if (!result.NotExpected.IsEmpty)
        {
            xml.WriteElementString("system-out", Clean($"not expected: {string.Join(", ", result.NotExpected)}"));
        }

        xml.WriteEndElement();
    }

    /// <summary>XML 1.0 has no way to write some characters.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => CanWrite(rune) ? rune.ToString() : "\uFFFD"));

    private static bool CanWrite(Rune rune) => rune.Value is 9 or 10 or 13 or (>= 0x20 and not (0xFFFE or 0xFFFF));
}
