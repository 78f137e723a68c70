using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tito.Replay.Told;

/// <summary>The parts of an answer as they come.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ToldParts
{
    private readonly List<(string? Id, string Name, StringBuilder Arguments)> _calls = [];

    /// <summary>The answer's id.</summary>
    public string? Id { get; set; }

    /// <summary>The text.</summary>
    public StringBuilder Content { get; } = new();

    /// <summary>The reasoning.</summary>
    public StringBuilder Reasoning { get; } = new();

    /// <summary>The error's code.</summary>
    public string? Error { get; private set; }

    /// <summary>The error in words.</summary>
    public string? ErrorText { get; private set; }

    /// <summary>The place in the request that the error names.</summary>
    public string? ErrorParam { get; private set; }

    /// <summary>Whether the end came.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Begins a call.</summary>
    public void Begin(string? id, string name) => _calls.Add((id, name, new()));

    /// <summary>Goes on with a call's arguments.</summary>
    /// <param name="index">The call, from 0.</param>
    /// <param name="text">What is added.</param>
    public void Argue(int index, string text) => _calls[index].Arguments.Append(text);

    /// <summary>Goes on with the last call's arguments.</summary>
    public void Argue(string text) => _calls[^1].Arguments.Append(text);

    /// <summary>Takes the error object of any of the faces.</summary>
    public void Fail(JsonElement error)
    {
        Error = Text(error, "code") ?? Text(error, "type");
        ErrorText = Text(error, "message");
        ErrorParam = Text(error, "param");
    }

    /// <summary>What was told.</summary>
    public ToldAnswer ToAnswer() => new(
        Id, Content.ToString(), Reasoning.ToString(),
        [.. _calls.Select(call => new ToldAnswer.Call(call.Id, call.Name, call.Arguments.ToString()))])
    {
        Error = Error,
        ErrorText = ErrorText,
        ErrorParam = ErrorParam,
        IsWhole = IsWhole,
    };

    /// <summary>A member's text; null where it is not there, or is none.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetInt32().ToString(CultureInfo.InvariantCulture),
            _ => null,
        }
        : null;

    /// <summary>A member's items; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    /// <summary>A member, or nothing.</summary>
    public static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
