using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Reads the boundary rule of a family file.</summary>
internal static class BoundaryRuleReader
{
    /// <summary>The rules, each with the properties that it has besides <c>rule</c>.</summary>
    public static ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Rules { get; } =
    [
        new("none", []),
        new("append_after", ["stop", "filler"]),
        new("replace_trailing", ["openers"]),
        new("diff_history", []),
    ];

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FamilyFileException">It is none of the rules, or lacks something, or has too much.</exception>
    public static BoundaryRule Read(JsonPlace at)
    {
        var name = at.Object(["rule", .. Rules.SelectMany(rule => rule.Value)])["rule"].ShortText();
        if (Rules.FirstOrDefault(rule => rule.Key == name) is not { Key: not null } found)
        {
            throw at["rule"].Refusal($"must be one of {string.Join(", ", Rules.Select(rule => rule.Key))}.");
        }

        _ = at.Object(["rule", .. found.Value]);
        return name switch
        {
            "append_after" => new BoundaryRule.AppendAfter(at["stop"].ShortText(), at["filler"].ShortText()),
            "replace_trailing" => new BoundaryRule.ReplaceTrailing(at["openers"].SomeTexts()),
            "diff_history" => new BoundaryRule.DiffHistory(),
            _ => new BoundaryRule.None(),
        };
    }
}
