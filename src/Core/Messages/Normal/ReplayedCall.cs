using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>
/// Holds a call that came back against the sampled one, by the tools with which it was sampled. A property that one of them leaves out is
/// there with the default that the tool's schema declares. Beyond that an agent may write a call anew under its id: with more arguments
/// than were sampled, or something else in the place of a call that could not be run. It may never say something else for one that could.
/// </summary>
internal static class ReplayedCall
{
    /// <summary>What a replayed call is to a sampled one that is spelled otherwise.</summary>
    /// <param name="sampled">The call as it was sampled.</param>
    /// <param name="replayed">The call as it came back.</param>
    /// <param name="tools">The tools with which it was sampled.</param>
    public static CallMatch Of(JsonElement sampled, JsonElement replayed, DeclaredTools tools)
    {
        var (own, other) = (NormalCall.Of(sampled), NormalCall.Of(replayed));
        try
        {
            return NormalCall.Match(own, other) is not CallMatch.Other and var match
                ? match
                : OfDiffering(sampled, replayed, own.Target == other.Target, tools);
        }
        catch (InvalidOperationException)
        {
            // A name with a lone surrogate is no name by which a property could be looked for.
            return CallMatch.Other;
        }
    }

    private static CallMatch OfDiffering(JsonElement sampled, JsonElement replayed, bool isSameTool, DeclaredTools tools)
    {
        var name = NormalCall.NameOf(sampled);
        var schema = name is null ? null : tools.SchemaOf(name);
        var (said, sent) = (NormalCall.ArgumentsOf(sampled), NormalCall.ArgumentsOf(replayed));
        var known = schema ?? ToolSchema.Any;
        var hasAll = isSameTool && said is { } one && sent is { } two && Holds(one, two, known);
        if (hasAll && Holds(sent!.Value, said!.Value, known))
        {
            return CallMatch.Filled;
        }

        return HasIdOf(sampled, replayed) && (hasAll || (name is not null && !CouldRun(said, schema, isSameTool)))
            ? CallMatch.Altered
            : CallMatch.Other;
    }

    /// <summary>
    /// Whether an agent could run a call: it names a tool that was declared, and its arguments are an object that this one takes.
    /// </summary>
    /// <remarks>
    /// A tool may have been declared otherwise, in a message. So an unknown one can be replaced by another, and not reworded.
    /// </remarks>
    private static bool CouldRun(JsonElement? arguments, JsonElement? schema, bool isSameTool) =>
        arguments is { } said && (schema is { } known ? ToolSchema.Takes(known, said) : isSameTool);

    /// <summary>Whether everything that one value says is said by another, defaults aside.</summary>
    private static bool Holds(JsonElement one, JsonElement other, JsonElement schema)
    {
        switch (one.ValueKind, other.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                return one.EnumerateObject().All(property => other.TryGetProperty(property.Name, out var found)
                    ? Holds(property.Value, found, ToolSchema.Of(schema, property.Name))
                    : ToolSchema.IsDefault(schema, property.Name, property.Value));
            case (JsonValueKind.Array, JsonValueKind.Array):
                return one.GetArrayLength() == other.GetArrayLength() && one.EnumerateArray().Zip(other.EnumerateArray())
                    .All(pair => Holds(pair.First, pair.Second, ToolSchema.OfItems(schema)));
            default:
                return ContentForm.Hash(one) == ContentForm.Hash(other);
        }
    }

    private static bool HasIdOf(JsonElement sampled, JsonElement replayed) =>
        Id(sampled) is { Length: > 0 } id && Id(replayed) == id;

    private static string? Id(JsonElement call) =>
        call.ValueKind == JsonValueKind.Object && call.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
