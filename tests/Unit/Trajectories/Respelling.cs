using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What clients make of a model's answer, and what they must not.</summary>
internal static class Respelling
{
    /// <summary>Answers as an engine gives them: with or without reasoning, text and calls.</summary>
    public static Gen<JsonObject> Stored { get; } = Gen.Select(
        Gen.OneOf("", "\nHm.\n", "Hm.", " a "),
        Gen.OneOf("", "Ok.", "a b", "\n\nOk."),
        Gen.OneOf(0, 1, 2),
        Gen.OneOf("{}", """{"n": 1.0, "s": "é", "l": [1, null, {"k": true}]}""", "{bad"),
        (reasoning, content, calls, arguments) => new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = content,
            ["reasoning_content"] = reasoning,
            ["tool_calls"] = new JsonArray([.. Enumerable.Range(0, calls).Select(i => new JsonObject
            {
                ["id"] = $"call_{i}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = arguments },
                ["index"] = i,
            })]),
        });

    /// <summary>Respellings that lose nothing.</summary>
    public static Gen<Func<JsonObject, JsonObject>> Lossless { get; } = Gen.OneOf(
        Of(message => message["content"] = message["content"] is { } text && text.GetValueKind() == JsonValueKind.String
            ? new JsonArray(
                new JsonObject { ["type"] = "text", ["text"] = text.DeepClone(), ["cache_control"] = new JsonObject() },
                new JsonObject { ["type"] = "text", ["text"] = "" })
            : message["content"]?.DeepClone()),
        Of(message => message["content"] = message["content"] is JsonValue text && text.GetValue<string>().Length == 0
            ? null
            : message["content"]?.DeepClone()),
        Of(message => message["refusal"] = null),
        Of(message => message["name"] = null),
        Of(message => message["annotations"] = new JsonArray()),
        Of(message => message["tool_calls"] = message["tool_calls"] is JsonArray { Count: > 0 } calls ? calls.DeepClone() : null),
        Of(message =>
        {
            if (message["reasoning_content"] is { } reasoning)
            {
                message.Remove("reasoning_content");
                message["reasoning"] = reasoning.DeepClone();
            }
        }),
        Of(message => message["reasoning_content"] = message["reasoning_content"]?.GetValue<string>().Trim()),
        OfCalls(call => call.Remove("index")),
        OfCalls(call => call.Remove("type")),
        OfCalls(call => call["id"] = "other"),
        OfCalls(call => Arguments(call, text => text.Replace(": ", ":", StringComparison.Ordinal))),
        OfCalls(call => Arguments(call, text => text.Replace("1.0", "1", StringComparison.Ordinal))),
        OfCalls(call => Arguments(call, text => text.Replace("é", "\\u00e9", StringComparison.Ordinal))),
        OfCalls(call => Arguments(call, text => $"\"{JsonEncodedText.Encode(text)}\"")));

    /// <summary>All of them.</summary>
    public static Gen<Func<JsonObject, JsonObject>> Any { get; } = Gen.OneOf(
        Lossless,
        Lossless,
        Gen.OneOf(
            Of(message =>
            {
                message.Remove("reasoning_content");
                message.Remove("reasoning");
            }),
            OfCalls(call => Arguments(call, text => text is "{bad" or "\"{bad\"" ? "{}" : text))));

    /// <summary>Changes after which it is another message; null where there is nothing to change.</summary>
    public static Gen<Func<JsonObject, JsonObject?>> AnyChange => Gen.Int[0, Changes.Length - 1].Select(i => Changes[i]);

    private static ImmutableArray<Func<JsonObject, JsonObject?>> Changes { get; } =
    [
        message => Changed(message, each => each["role"] = "user"),
        message => Changed(message, each => each["content"] = each["content"]!.GetValue<string>() + "!"),
        ChangedCall(each => Function(each)["name"] = "g"),
        ChangedCall(each => Function(each)["name"] = "invalid"),
        ChangedCall(each => Function(each)["arguments"] = """{"n":2}"""),
        ChangedCall(each => each["tool_calls"]!.AsArray().RemoveAt(0)),
        message => Changed(message, each => each["tool_calls"]!.AsArray().Add(
            new JsonObject { ["id"] = "new", ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = "{}" } })),
    ];

    private static Func<JsonObject, JsonObject?> ChangedCall(Action<JsonObject> change) =>
        message => message["tool_calls"]!.AsArray().Count == 0 ? null : Changed(message, change);

    private static JsonObject Function(JsonObject message) => message["tool_calls"]!.AsArray()[^1]!["function"]!.AsObject();

    private static void Arguments(JsonObject call, Func<string, string> change) =>
        call["function"]!["arguments"] = change(call["function"]!["arguments"]!.GetValue<string>());

    private static Func<JsonObject, JsonObject> OfCalls(Action<JsonObject> change) => Of(message =>
    {
        foreach (var call in message["tool_calls"] as JsonArray ?? [])
        {
            change(call!.AsObject());
        }
    });

    private static Func<JsonObject, JsonObject> Of(Action<JsonObject> change) => message => Changed(message, change);

    private static JsonObject Changed(JsonObject message, Action<JsonObject> change)
    {
        var copy = message.DeepClone().AsObject();
        change(copy);
        return copy;
    }
}
