using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>A line in stored and exported turns: the members <c>line</c>, <c>line_parent</c> and <c>line_kind</c>, each optional.</summary>
public static class SessionLineJson
{
    private const string Id = "line";
    private const string Parent = "line_parent";
    private const string Kind = "line_kind";

    /// <summary>Writes the members of a line; none without one.</summary>
    public static void Write(Utf8JsonWriter json, SessionLine? line)
    {
        WriteText(json, Id, line?.Id);
        WriteText(json, Parent, line?.Parent);
        WriteText(json, Kind, line?.Kind is { } kind ? WireName.Of(kind) : null);
    }

    /// <summary>Reads them; null where there are none. What was written is not judged.</summary>
    public static SessionLine? Read(JsonElement json)
    {
        var line = new SessionLine(Text(json, Id), Text(json, Parent), WireName.Find<LineKind>(Text(json, Kind)));
        return line is (null, null, null) ? null : line;
    }

    /// <summary>A line as one JSON object, for a column of its own.</summary>
    public static string ToText(SessionLine line) => System.Text.Encoding.UTF8.GetString(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        Write(json, line);
        json.WriteEndObject();
    }).Span);

    /// <summary>Reads what <see cref="ToText"/> gave; null where the object says nothing.</summary>
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static SessionLine? OfText(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } json
                ? Read(json)
                : throw new FormatException("A line is a JSON object.");
        }
        catch (JsonException broken)
        {
            throw new FormatException(broken.Message, broken);
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
