using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Families;

/// <summary>
/// Reads a family that a user declares in a JSON file; docs/schemas/family.schema.json is its schema and docs/onboarding.md its guide.
/// </summary>
public static class FamilyFile
{
    /// <summary>The largest file, in bytes: 64 KiB.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string Root = "$";

    private const int MaxNameLength = 64;

    private const int MaxDepth = 8;

    /// <summary>The properties that a file may have.</summary>
    internal static ImmutableArray<string> Properties { get; } =
    [
        "$schema", "name", "template", "fixed_arguments", "argument_group", "sorts_arguments", "append_roles", "boundary",
        "content_parts", "stop_tokens", "foreign_stop_tokens", "required_tokens", "assistant_start",
        "boundary_exclusions", "boundary_only", "trailing_trim", "reasoning_parser", "tool_call_parser",
        "completion_format",
        "vllm_reasoning_parser", "vllm_tool_call_parser",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="json">Its bytes in UTF-8.</param>
    /// <param name="readTemplate">The text of the template file whose path the file names; what it throws passes through.</param>
    /// <exception cref="FamilyFileException">The file does not declare a family; it says where and what the place takes.</exception>
    public static Family Read(ReadOnlyMemory<byte> json, Func<string, string> readTemplate)
    {
        var file = Parse(json).Object(Properties);
        _ = file["$schema"].Found?.ShortText();
        var boundary = BoundaryRuleReader.Read(file["boundary"]);
        return new()
        {
            Name = ReadName(file["name"]),
            FixedTemplate = file["template"].Found?.ShortText() is { } path ? readTemplate(path) : null,
            FixedArguments = ReadArguments(file["fixed_arguments"]),
            ArgumentGroup = ReadGroup(file["argument_group"]),
            SortsArguments = file["sorts_arguments"].Found?.Flag() ?? false,
            ContentParts = file["content_parts"].Found?.Word<ContentParts>() ?? ContentParts.Detected,
            AppendRoles = ReadRoles(file["append_roles"]),
            Boundary = boundary,
            StopTokens = file["stop_tokens"].Found?.Texts() ?? [],
            ForeignStopTokens = file["foreign_stop_tokens"].Found?.Texts() ?? [],
            RequiredTokens = file["required_tokens"].Found?.Texts() ?? [],
            AssistantStart = file["assistant_start"].Found?.ShortText(),
            BoundaryExclusions = file["boundary_exclusions"].Found?.Texts() ?? [],
            BoundaryOnly = file["boundary_only"].Found?.Texts() ?? [],
            TrailingTrim = file["trailing_trim"].Found?.Texts() ?? DefaultTrim(boundary),
            MaxTrimTokens = boundary is BoundaryRule.ReplaceTrailing ? 1 : 0,
            ReasoningParser = file["reasoning_parser"].Found?.ShortText(),
            ToolCallParser = file["tool_call_parser"].Found?.ShortText(),
            Completion = ReadFormat(file["completion_format"], file["tool_call_parser"]),
            TakesEngineParse = file["completion_format"].Found is null,
            VllmReasoningParser = file["vllm_reasoning_parser"].Found?.ShortText(),
            VllmToolCallParser = file["vllm_tool_call_parser"].Found?.ShortText(),
            Declaration = Digest.Of(CanonicalJson.ToBytes(file.Json)),
        };
    }

    private static JsonPlace Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new FamilyFileException(Root, $"has {json.Length} bytes; a family file has at most {MaxBytes}.");
        }

        try
        {
            return new JsonPlace(
                StrictJson.Parse(json.Span, MaxDepth), Root, (at, reason, _) => new FamilyFileException(at, reason)).Valid();
        }
        catch (JsonException broken)
        {
            throw new FamilyFileException(Root, $"is not JSON: {broken.Message}");
        }
    }

    private static string ReadName(JsonPlace at)
    {
        var name = at.ShortText() is var text && IsName(text)
            ? text
            : throw at.Refusal("must be 1 to 64 of the characters a to z, 0 to 9, _, - and ., the first a letter or a digit.");
        return FamilyRegistry.Find(name) is null ? name : throw at.Refusal($"{name} is a built-in family; choose another name.");
    }

    private static CompletionFormat ReadFormat(JsonPlace at, JsonPlace parser) => at.Found is null
        ? CompletionFormats.OfParser(parser.Found?.ShortText())
        : CompletionFormats.All.GetValueOrDefault(at.ShortText())
            ?? throw at.Refusal($"must be one of {string.Join(", ", CompletionFormats.All.Keys.Order(StringComparer.Ordinal))}.");

    private static ImmutableArray<Role> ReadRoles(JsonPlace at)
    {
        _ = at.SomeTexts();
        return [.. at.Items().Select(role => role.Word<Role>() is var named and (Role.System or Role.User or Role.Assistant or Role.Tool)
            ? named
            : throw role.Refusal("must be one of system, user, assistant, tool: other roles follow from these."))];
    }

    private static ImmutableArray<KeyValuePair<string, JsonElement>> ReadArguments(JsonPlace at)
    {
        if (at.Found is null)
        {
            return [];
        }

        if (at.Json.ValueKind != JsonValueKind.Object || at.Json.GetPropertyCount() > FamilyField.MaxListLength)
        {
            throw at.Refusal($"must be an object of at most {FamilyField.MaxListLength} arguments.");
        }

        return [.. at.Json.EnumerateObject().Select(argument => KeyValuePair.Create(
            RequireArgument(argument.Name, at[argument.Name]),
            argument.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? throw at[argument.Name].Refusal("must be a string, a number, a boolean or null.")
                : argument.Value))];
    }

    private static ImmutableArray<string> ReadGroup(JsonPlace at)
    {
        var group = at.Found?.Texts() ?? [];
        return group.Length == 1
            ? throw at.Refusal("must have two names or more, or be left out.")
            : [.. at.Found?.Items().Select(item => RequireArgument(item.Text(), item)) ?? []];
    }

    private static string RequireArgument(string name, JsonPlace at) => ReservedArguments.Names.Contains(name) || !IsArgument(name)
        ? throw at.Refusal(
            $"{name} is not the name of a template argument: letters, digits and _, and none of "
            + $"{string.Join(", ", ReservedArguments.Names)}.")
        : name;

    /// <summary>
    /// A fresh tokenization lacks the opener that a model stopped with, and has the filler that an engine stopped before.
    /// </summary>
    private static ImmutableArray<string> DefaultTrim(BoundaryRule boundary) => boundary switch
    {
        BoundaryRule.AppendAfter rule => [rule.Filler],
        BoundaryRule.ReplaceTrailing rule => rule.Openers,
        _ => [],
    };

    private static bool IsName(string text) =>
        text.Length <= MaxNameLength && (char.IsAsciiLetterLower(text[0]) || char.IsAsciiDigit(text[0]))
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-' or '.');

    private static bool IsArgument(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
