using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiResponses;

/// <summary>
/// What a response repeats of its request, and how it names the calls: enough to tell the answer again without the request. Instructions
/// and tools are not among it: they are long, an answer would carry them three times, and no client reads them there.
/// </summary>
/// <param name="Fields">The repeated fields, as the request has them: a JSON object.</param>
/// <param name="Tools">How the client knows the tools that have another name for the model.</param>
/// <param name="SealsReasoning">Whether reasoning has a seal, for a client that keeps no history here and sends it back.</param>
internal sealed record ResponsesEcho(JsonElement Fields, ImmutableArray<ServedTool> Tools, bool SealsReasoning)
{
    private const string CustomName = "custom";
    private const string SpacesName = "in_namespace";
    private const string SealName = "seal";

    /// <summary>The fields, in the order of a response, each with its value where the request does not say.</summary>
    public static readonly ImmutableArray<(string Name, JsonElement Otherwise)> Repeated =
    [
        ("max_output_tokens", JsonElement.Parse("null")),
        ("metadata", JsonElement.Parse("{}")),
        ("parallel_tool_calls", JsonElement.Parse("true")),
        ("previous_response_id", JsonElement.Parse("null")),
        ("reasoning", JsonElement.Parse("""{"effort":null,"summary":null}""")),
        ("store", JsonElement.Parse("true")),
        ("temperature", JsonElement.Parse("null")),
        ("text", JsonElement.Parse("""{"format":{"type":"text"}}""")),
        ("tool_choice", JsonElement.Parse("\"auto\"")),
        ("top_p", JsonElement.Parse("null")),
        ("truncation", JsonElement.Parse("\"disabled\"")),
    ];

    /// <summary>Of a request that is not known.</summary>
    public static ResponsesEcho None { get; } = new(JsonElement.Parse("{}"), [], SealsReasoning: false);

    /// <summary>The model that the request names.</summary>
    public string Model => Fields.TryGetProperty("model", out var model) ? model.GetString()! : "default";

    /// <summary>What is kept of a request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="tools">Its tools.</param>
    /// <param name="sealsReasoning">Whether its reasoning has a seal.</param>
    public static ResponsesEcho Of(JsonPlace body, ResponsesTools tools, bool sealsReasoning)
    {
        _ = body["model"].Present?.Text();
        return new(
            JsonElement.Parse(JsonBytes.Write(json =>
            {
                json.WriteStartObject();
                foreach (var name in Repeated.Select(field => field.Name).Prepend("model"))
                {
                    if (body[name].Present is { } given)
                    {
                        json.WritePropertyName(name);
                        given.Json.WriteTo(json);
                    }
                }

                json.WriteEndObject();
            }).Span),
            [.. tools.All.Where(tool => tool.IsCustom || tool.Namespace is not null)],
            sealsReasoning);
    }

    /// <summary>The tool that the model called; one of which nothing is known is a function of that name.</summary>
    public ServedTool Find(string modelName) =>
        Tools.FirstOrDefault(tool => tool.ModelName == modelName) ?? new(null, modelName, IsCustom: false);

    /// <summary>
    /// As it is stored with the turn: whole; where that is too long, without <c>text</c> and <c>metadata</c>, which have a client's schemas
    /// and notes; and where it names too many tools, the face alone.
    /// </summary>
    public (RequestEcho Echo, bool IsCut) ToStore()
    {
        var whole = Text();
        if (whole.Length <= RequestEcho.MaxLength)
        {
            return (new(OpenAiResponsesFace.FaceName, whole), IsCut: false);
        }

        var cut = (this with { Fields = Short(Fields) }).Text();
        return (new(OpenAiResponsesFace.FaceName, cut.Length <= RequestEcho.MaxLength ? cut : ""), IsCut: true);
    }

    private static JsonElement Short(JsonElement fields) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var field in fields.EnumerateObject().Where(field => field.Name is not ("text" or "metadata")))
        {
            field.WriteTo(json);
        }

        json.WriteEndObject();
    }).Span);

    private string Text() => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("fields");
        Fields.WriteTo(json);
        json.WriteStartArray(CustomName);
        foreach (var tool in Tools.Where(tool => tool.Namespace is null))
        {
            json.WriteStringValue(tool.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray(SpacesName);
        foreach (var tool in Tools.Where(tool => tool.Namespace is not null))
        {
            json.WriteStartArray();
            json.WriteStringValue(tool.Namespace);
            json.WriteStringValue(tool.Name);
            json.WriteBooleanValue(tool.IsCustom);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean(SealName, SealsReasoning);
        json.WriteEndObject();
    });

    /// <summary>Reads what was stored.</summary>
    /// <exception cref="JsonException">It is not what <see cref="ToStore"/> gave.</exception>
    public static ResponsesEcho Parse(string echo)
    {
        if (echo.Length == 0)
        {
            return None;
        }

        var json = StrictJson.Parse(echo);
        return new(
            json.GetProperty("fields"),
            [
                .. json.GetProperty(CustomName).EnumerateArray().Select(name => new ServedTool(null, name.GetString()!, IsCustom: true)),
                .. json.GetProperty(SpacesName).EnumerateArray().Select(tool =>
                    new ServedTool(tool[0].GetString(), tool[1].GetString()!, tool[2].GetBoolean())),
            ],
            json.GetProperty(SealName).GetBoolean());
    }
}
