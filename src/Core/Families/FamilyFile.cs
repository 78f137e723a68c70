using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Families;

/// <summary>Reads a family that a user declares in a JSON file; docs/schemas/family.schema.json is its schema and docs/onboarding.md its guide.</summary>
public static class FamilyFile
{
    /// <summary>The largest file, in bytes: 64 KiB.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string Root = "$";

    private const int MaxNameLength = 64;

    /// <summary>The properties that a file may have.</summary>
    internal static ImmutableArray<string> Properties { get; } =
    [
        "$schema", "name", "template", "fixed_arguments", "argument_group", "sorts_arguments", "append_roles", "boundary", "required_tokens", "assistant_start",
        "boundary_exclusions", "boundary_only", "trailing_trim", "reasoning_parser", "tool_call_parser",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="json">Its bytes in UTF-8.</param>
    /// <param name="readTemplate">The text of the template file whose path the file names; what it throws passes through.</param>
    /// <exception cref="FamilyFileException">The file does not declare a family; it says where and what the place takes.</exception>
    public static Family Read(ReadOnlyMemory<byte> json, Func<string, string> readTemplate)
    {
        var root = Parse(json);
        var file = new FamilyFileObject(root, Root, Properties);
        _ = file.FindText("$schema");
        var boundary = BoundaryRuleReader.Read(file.Require("boundary"), file.PlaceOf("boundary"));
        return new()
        {
            Name = ReadName(file),
            FixedTemplate = file.FindText("template") is { } path ? readTemplate(path) : null,
            FixedArguments = ReadArguments(file),
            ArgumentGroup = ReadGroup(file),
            SortsArguments = file.Flag("sorts_arguments"),
            AppendRoles = [.. file.RequireTexts("append_roles").Select((role, i) => ReadRole(role, $"{file.PlaceOf("append_roles")}[{i}]"))],
            Boundary = boundary,
            RequiredTokens = file.FindTexts("required_tokens") ?? [],
            AssistantStart = file.FindText("assistant_start"),
            BoundaryExclusions = file.FindTexts("boundary_exclusions") ?? [],
            BoundaryOnly = file.FindTexts("boundary_only") ?? [],
            TrailingTrim = file.FindTexts("trailing_trim") ?? DefaultTrim(boundary),
            MaxTrimTokens = boundary is BoundaryRule.ReplaceTrailing ? 1 : 0,
            ReasoningParser = file.FindText("reasoning_parser"),
            ToolCallParser = file.FindText("tool_call_parser"),
            Declaration = Digest.Of(CanonicalJson.ToBytes(root)),
        };
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new FamilyFileException(Root, $"has {json.Length} bytes; a family file has at most {MaxBytes}.");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, MaxDepth = 8 });
            JsonText.RequireValid(document.RootElement, Root);
            return document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new FamilyFileException(Root, $"is not JSON: {broken.Message}");
        }
        catch (MessageException broken)
        {
            throw new FamilyFileException(broken.Param, "holds a lone surrogate, which is no Unicode character.");
        }
    }

    private static string ReadName(FamilyFileObject file)
    {
        var name = file.RequireText("name", IsName, "1 to 64 of the characters a to z, 0 to 9, _, - and ., the first a letter or a digit");
        return FamilyRegistry.Find(name) is null
            ? name
            : throw new FamilyFileException(file.PlaceOf("name"), $"{name} is a built-in family; choose another name.");
    }

    private static ImmutableArray<KeyValuePair<string, JsonElement>> ReadArguments(FamilyFileObject file)
    {
        var place = file.PlaceOf("fixed_arguments");
        if (file.Find("fixed_arguments") is not { } json)
        {
            return [];
        }

        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() > FamilyFileObject.MaxListLength)
        {
            throw new FamilyFileException(place, $"must be an object of at most {FamilyFileObject.MaxListLength} arguments.");
        }

        return [.. json.EnumerateObject().Select(argument => KeyValuePair.Create(
            RequireArgument(argument.Name, $"{place}.{argument.Name}"),
            argument.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? throw new FamilyFileException($"{place}.{argument.Name}", "must be a string, a number, a boolean or null.")
                : argument.Value))];
    }

    private static ImmutableArray<string> ReadGroup(FamilyFileObject file)
    {
        var group = file.FindTexts("argument_group") ?? [];
        return group.Length == 1
            ? throw new FamilyFileException(file.PlaceOf("argument_group"), "must have two names or more, or be left out.")
            : [.. group.Select((name, i) => RequireArgument(name, $"{file.PlaceOf("argument_group")}[{i}]"))];
    }

    private static string RequireArgument(string name, string place) => ReservedArguments.Names.Contains(name) || !IsArgument(name)
        ? throw new FamilyFileException(place, $"{name} is not the name of a template argument: letters, digits and _, and none of {string.Join(", ", ReservedArguments.Names)}.")
        : name;

    private static Role ReadRole(string role, string place) => role switch
    {
        "tool" => Role.Tool,
        "user" => Role.User,
        "system" => Role.System,
        "assistant" => Role.Assistant,
        _ => throw new FamilyFileException(place, "must be one of tool, user, system, assistant."),
    };

    /// <summary>A fresh tokenization lacks the opener that a model stopped with, and has the filler that an engine stopped before.</summary>
    private static ImmutableArray<string> DefaultTrim(BoundaryRule boundary) => boundary switch
    {
        BoundaryRule.AppendAfter rule => [rule.Filler],
        BoundaryRule.ReplaceTrailing rule => rule.Openers,
        _ => [],
    };

    private static bool IsName(string text) => text.Length <= MaxNameLength && (char.IsAsciiLetterLower(text[0]) || char.IsAsciiDigit(text[0]))
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-' or '.');

    private static bool IsArgument(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
