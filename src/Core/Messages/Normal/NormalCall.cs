using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>A tool call by what it says: its function, and its arguments by value. Its id is no part of it.</summary>
/// <param name="Target">The hash of everything but the arguments.</param>
/// <param name="Arguments">What the function is called with, by value; nothing of it for a call that names no function.</param>
internal readonly record struct NormalCall(FormHash Target, ArgumentsForm Arguments)
{
    /// <summary>Reads a call: a function in a call, as the wire has it, or alone, as templates take it as well.</summary>
    public static NormalCall Of(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object || FunctionOf(call) is not { } function)
        {
            return new(ContentForm.Hash(call), default);
        }

        var target = new FormBytes().Tag('c').Text(TypeOf(call));
        if (function.TryGetProperty("name"u8, out var name) && name.ValueKind != JsonValueKind.Null)
        {
            _ = JsonForm.TryWrite(name.GetRawText(), JsonFormRules.Lenient, target, out _);
        }

        return new(target.Hash, ArgumentsForm.Of(function.TryGetProperty("arguments"u8, out var arguments) ? arguments : null));
    }

    /// <summary>What a replayed call is to a stored one: its function, with its arguments or what clients make of broken ones.</summary>
    public static CallMatch Match(NormalCall stored, NormalCall replayed) =>
        stored.Target != replayed.Target ? CallMatch.Other
        : stored.Arguments.Hash == replayed.Arguments.Hash ? CallMatch.Same
        : stored.Arguments.IsBroken && replayed.Arguments.IsEmpty ? CallMatch.Emptied
        : CallMatch.Other;

    /// <summary>The function that a call names; null where it names none.</summary>
    public static string? NameOf(JsonElement call) =>
        call.ValueKind == JsonValueKind.Object && FunctionOf(call) is { } function
        && function.TryGetProperty("name"u8, out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;

    /// <summary>The object that a call's arguments are or spell; null where they spell none.</summary>
    public static JsonElement? ArgumentsOf(JsonElement call) =>
        call.ValueKind == JsonValueKind.Object && FunctionOf(call) is { } function
            ? ArgumentsForm.ObjectOf(function.TryGetProperty("arguments"u8, out var arguments) ? arguments : null)
            : null;

    private static JsonElement? FunctionOf(JsonElement call) =>
        call.TryGetProperty("function"u8, out var function) && function.ValueKind == JsonValueKind.Object ? function
        : call.TryGetProperty("name"u8, out _) ? call
        : null;

    private static string TypeOf(JsonElement call) =>
        call.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && !type.ValueEquals("function"u8)
            ? type.GetString()!
            : "";
}
