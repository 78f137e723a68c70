using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tito.Core.Messages;

namespace Tito.Simulation.Wires;

/// <summary>Reads what several wires have in their requests. A field that is null counts as absent.</summary>
internal static class RequestFields
{
    /// <summary>The JSON value of a request's body.</summary>
    /// <exception cref="WireRefusal">It is not JSON.</exception>
    public static async Task<JsonElement> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        try
        {
            return JsonElement.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (JsonException broken)
        {
            throw new WireRefusal("The body is not JSON.", broken);
        }
    }

    /// <summary>A body, if it is an object.</summary>
    /// <exception cref="WireRefusal">It is something else.</exception>
    public static JsonPlace Object(JsonElement body) => body.ValueKind == JsonValueKind.Object
        ? new(body, "", (place, reason, cause) => new WireRefusal($"{place} {reason}", cause))
        : throw new WireRefusal("The body is not an object.");

    /// <summary>An object in a field; without fields where it is absent.</summary>
    public static JsonPlace ObjectIn(this JsonPlace place, string field) =>
        place[field].Present?.Object() ?? place[field] with { Json = JsonElement.Parse("{}") };

    /// <summary>True or false; the fallback where it is absent.</summary>
    public static bool FlagIn(this JsonPlace place, string field, bool fallback = false) => place[field].Present?.Flag() ?? fallback;

    /// <summary>A text; null where it is absent.</summary>
    public static string? TextIn(this JsonPlace place, string field) => place[field].Present?.Text();

    /// <summary>A whole number of 1 or more; null where it is absent.</summary>
    public static int? PositiveIn(this JsonPlace place, string field) => place[field].Present is not { } number ? null
        : number.Json.ValueKind == JsonValueKind.Number && number.Json.TryGetInt32(out var value) && value > 0 ? value
        : throw number.Refusal("must be a positive integer.");

    /// <summary>A list of ids; empty where it is absent.</summary>
    public static ImmutableArray<int> IdsIn(this JsonPlace place, string field) => place[field].Present?.TokenIds() ?? [];

    /// <summary>A text or a list of texts, of which the empty ones mean nothing.</summary>
    public static ImmutableArray<string> TextsIn(this JsonPlace place, string field)
    {
        var texts = place[field].Present is not { } value ? []
            : value.Json.ValueKind == JsonValueKind.String ? [value.Text()]
            : value.Items().Select(item => item.Text());
        return [.. texts.Where(text => text.Length > 0)];
    }

    /// <summary>A prompt of 1 or more ids of a vocabulary.</summary>
    /// <param name="place">The request.</param>
    /// <param name="field">The field.</param>
    /// <param name="vocabularySize">Ids are 0 to this number - 1.</param>
    /// <param name="remark">What a refusal adds.</param>
    public static ImmutableArray<int> PromptIn(this JsonPlace place, string field, int vocabularySize, string remark = "")
    {
        var list = place[field].Json;
        var ids = ImmutableArray.CreateBuilder<int>();
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var id) || id < 0 || id >= vocabularySize)
                {
                    ids.Clear();
                    break;
                }

                ids.Add(id);
            }
        }

        return ids.Count > 0 ? ids.ToImmutable()
            : throw new WireRefusal($"{field} must be a list of ids from 0 to {vocabularySize - 1}{remark}.");
    }

    /// <summary>Refuses a request for several completions.</summary>
    public static void RequireOne(this JsonPlace place)
    {
        if (place["n"].Present is { } n && n.Json.GetRawText() != "1")
        {
            throw new WireRefusal("The simulated engine writes one completion; n must be 1.");
        }
    }

    /// <summary>OpenAI's <c>response_format</c>: text, any JSON object, or JSON of a schema.</summary>
    public static AnswerForm FormIn(this JsonPlace place, string field) =>
        place[field].Present is not { } format ? AnswerForm.Free
        : format["type"].Text() switch
        {
            "text" => AnswerForm.Free,
            "json_object" => AnswerForm.AnyJson,
            "json_schema" => AnswerForm.Json(format["json_schema"]["schema"].Object().Json),
            _ => throw format["type"].Refusal("must be text, json_object or json_schema."),
        };
}
