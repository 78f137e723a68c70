using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tito.Tests.Unit.Repository;

/// <summary>Finds summaries that tell nothing which the member's name has not told.</summary>
internal static partial class DocumentationText
{
    private static readonly HashSet<string> Fillers =
    [
        "a", "an", "the", "this", "that", "of", "for", "to", "in", "is", "are", "be", "it", "its", "or", "and", "with", "by",
        "get", "gets", "set", "sets", "return", "returns", "represent", "represents", "initializes", "new", "instance",
        "class", "record", "struct", "interface", "enum", "method", "property", "field", "object", "type",
    ];

    /// <summary>The documented members, as the compiler names them, whose summary is empty or only spaces out their name.</summary>
    internal static IEnumerable<string> Empty(XDocument documentation) =>
        from member in documentation.Descendants("member")
        let summary = member.Element("summary")
        where summary is not null
        let name = member.Attribute("name")!.Value
        let own = OwnName(name)
        where Words(Spoken(summary)).Except(Fillers).Select(Stem).All(word => own.Contains(word))
        select $"{name}: \"{Spoken(summary).Trim()}\"";

    private static HashSet<string> OwnName(string member)
    {
        var parts = member.Split('(')[0][2..].Split('.');
        var name = parts[^1] == "#ctor" ? parts[^2] : parts[^1];
        return [.. Words(name).Select(Stem)];
    }

    /// <summary>The text with the last name of each cref and the name of each paramref in its place.</summary>
    private static string Spoken(XElement summary) => string.Concat(summary.DescendantNodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement element when element.Attributes("cref").FirstOrDefault()?.Value is { } cref => $" {cref.Split('(')[0].Split('.')[^1]} ",
        XElement element when element.Attribute("name")?.Value is { } name => $" {name} ",
        XElement element when element.Attribute("langword")?.Value is { } word => $" {word} ",
        _ => "",
    }));

    private static IEnumerable<string> Words(string text) => Word.Matches(text).Select(match => match.Value.ToLowerInvariant());

    private static string Stem(string word) => word.Length > 3 ? word.TrimEnd('s') : word;

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\\sA-Za-z0-9\\p{P}`]+")]
    private static partial Regex Word { get; }
}
