using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Serving;
using Tito.Functions.Errors;
using Tito.Functions.GetSession;
using Tito.Functions.Hosting;

namespace Tito.Functions.CollectSamples;

/// <summary><c>POST /sessions/{id}/samples</c>: the session's training samples as safetensors.</summary>
internal static class CollectSamplesFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sessions/{id}/samples", RunAsync);

    private static async Task RunAsync(HttpContext context, string id, Core.Serving.CollectSamples collect, SessionModel model)
    {
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        var limit = body is null ? null : ReadLimit(body.RootElement);
        if (await collect.RunAsync(id, limit, context.RequestAborted) is not { } collected)
        {
            await ErrorBody.WriteAsync(context, Problem.SessionNotFound(id));
            return;
        }

        var file = SampleCodec.Encode(collected.Samples, json => SessionMetadata.Write(json, collected.View, model.Family));
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file, context.RequestAborted);
    }

    private static int? ReadLimit(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object, {} for no options.");
        }

        foreach (var property in body.EnumerateObject().Where(property => property.Name != "max_seq_len"))
        {
            throw new MessageException(property.Name, "is no option of this function; it takes max_seq_len.");
        }

        return !body.TryGetProperty("max_seq_len", out var value) || value.ValueKind == JsonValueKind.Null
            ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var limit) && limit >= 1
                ? limit
                : throw new MessageException("max_seq_len", "must be a whole number of 1 or more.");
    }
}
