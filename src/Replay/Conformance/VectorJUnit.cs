using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Tito.Core.Messages;

namespace Tito.Replay.Conformance;

/// <summary>The report that CI servers read: a case for each vector.</summary>
internal static class VectorJUnit
{
    /// <summary>The XML.</summary>
    public static string Write(ImmutableArray<VectorResult> results)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "tito conformance");
            xml.WriteAttributeString("tests", Number(results.Length));
            xml.WriteAttributeString("failures", Number(results.Count(result => result.IsRed)));
            xml.WriteAttributeString("skipped", Number(results.Count(result => result.Lacks is not null)));
            foreach (var result in results)
            {
                WriteCase(xml, result);
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteCase(XmlWriter xml, VectorResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.Vector.Kind);
        xml.WriteAttributeString("name", result.Vector.Name);
        xml.WriteAttributeString("time", result.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        if (result.Lacks is { } need)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", WireName.Of(need));
            xml.WriteEndElement();
        }

        foreach (var finding in result.Findings)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", finding.Cause is { } cause ? WireName.Of(cause) : WireName.Of(finding.Kind));
            xml.WriteAttributeString("message", Clean(VectorText.Of(finding)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no way to write most control characters.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => CanWrite(rune) ? rune.ToString() : "\uFFFD"));

    private static bool CanWrite(Rune rune) => rune.Value is 9 or 10 or 13 or (>= 0x20 and not (0xFFFE or 0xFFFF));
}
