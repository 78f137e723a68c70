using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Serving;
using Tito.Functions.Errors;
using Tito.Functions.Hosting;

namespace Tito.Functions.CollectSamples;

/// <summary><c>POST /sessions/{id}/samples</c>: the session's training samples as safetensors, or as JSON for who asks for that.</summary>
internal static class CollectSamplesFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sessions/{id}/samples", RunAsync);

    private static async Task RunAsync(HttpContext context, string id, Core.Serving.CollectSamples collect, SessionModel model)
    {
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        var request = SamplesRequest.Parse(body?.RootElement);
        switch (await collect.RunAsync(id, request, context.RequestAborted))
        {
            case CollectOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case CollectOutcome.Collected collected:
                await WriteAsync(context, ReplyMetadata.Reply(collected, request, model.Family));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static async Task WriteAsync(HttpContext context, SampleReply reply)
    {
        if (AcceptedFormat.IsJson(context.Request))
        {
            context.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter, ReadableJson.Compact);
            SampleJson.Write(json, reply);
            return;
        }

        var file = SampleCodec.Encode(reply);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file, context.RequestAborted);
    }
}
