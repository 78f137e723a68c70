using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Cli.Families;

/// <summary>What a family declares, a line each.</summary>
internal static class FamilyFacts
{
    private const string None = "-";

    /// <summary>Labels and values in the order in which they are shown.</summary>
    public static ImmutableArray<(string Label, string Value)> Of(Family family) =>
    [
        ("family", family.Name),
        ("template", Template(family)),
        ("content parts", WireName.Of(family.ContentParts)),
        ("fixed arguments", Join(family.FixedArguments.Select(argument => $"{argument.Key}={argument.Value.GetRawText()}"))),
        ("append roles", Join(family.AppendRoles.Select(WireName.Of))),
        ("boundary", Boundary(family.Boundary)),
        ("stop tokens", Join(family.StopTokens)),
        ("foreign stop tokens", Join(family.ForeignStopTokens)),
        ("special tokens", Join(family.RequiredTokens)),
        ("SGLang", Parsers(family.ReasoningParser, family.ToolCallParser)),
        ("vLLM", Parsers(family.VllmReasoningParser, family.VllmToolCallParser)),
    ];

    /// <summary>What writes conversations: <c>fixed</c>, <c>encoder</c>, or the checkpoint's <c>own</c> template.</summary>
    public static string Template(Family family) => family switch
    {
        { Encoding: not null } => "encoder",
        { FixedTemplate: not null } => "fixed",
        _ => "own",
    };

    /// <summary>A boundary rule with its texts, quoted.</summary>
    public static string Boundary(BoundaryRule boundary) => boundary switch
    {
        BoundaryRule.AppendAfter rule => $"append_after {ReadableJson.Quote(rule.Stop)} {ReadableJson.Quote(rule.Filler)}",
        BoundaryRule.ReplaceTrailing rule => $"replace_trailing {string.Join(' ', rule.Openers.Select(ReadableJson.Quote))}",
        BoundaryRule.DiffHistory => "diff_history",
        _ => "none",
    };

    private static string Parsers(string? reasoning, string? toolCalls) => Join(new[]
    {
        reasoning is null ? null : $"--reasoning-parser {reasoning}",
        toolCalls is null ? null : $"--tool-call-parser {toolCalls}",
    }.OfType<string>());

    private static string Join(IEnumerable<string> values) => string.Join(' ', values) is { Length: > 0 } joined ? joined : None;
}
