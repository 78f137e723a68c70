using System.Collections.Immutable;
using System.Text.Json;

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
    public static BoundaryRule Read(JsonElement json, string place)
    {
        var name = new FamilyFileObject(json, place, ["rule", .. Rules.SelectMany(rule => rule.Value)]).RequireText("rule");
        if (Rules.FirstOrDefault(rule => rule.Key == name) is not { Key: not null } found)
        {
            throw new FamilyFileException($"{place}.rule", $"must be one of {string.Join(", ", Rules.Select(rule => rule.Key))}.");
        }

        var fields = new FamilyFileObject(json, place, ["rule", .. found.Value]);
        return name switch
        {
            "append_after" => new BoundaryRule.AppendAfter(fields.RequireText("stop"), fields.RequireText("filler")),
            "replace_trailing" => new BoundaryRule.ReplaceTrailing(fields.RequireTexts("openers")),
            "diff_history" => new BoundaryRule.DiffHistory(),
            _ => new BoundaryRule.None(),
        };
    }
}
