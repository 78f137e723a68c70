using System.Diagnostics;
using Tito.Core.Models;
using Tito.Core.Samples;
using Tito.Core.Sessions;
using Tito.Server.Errors;
using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/samples</c>: the session's training samples as safetensors, or as JSON for who asks for that.</summary>
internal static class CollectSamplesEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var collect = context.Part<SessionCollector>();
        var model = context.Part<SessionModel>();
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        var request = SamplesRequest.Parse(body?.RootElement);
        switch (await collect.RunAsync(id, request, context.RequestAborted))
        {
            case CollectOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case CollectOutcome.Collected collected:
                context.Part<TurnMetrics>().Count(collected);
                await WriteAsync(context, ReplyMetadata.Reply(collected, request, model.Family, model.Ends));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static async Task WriteAsync(HttpContext context, SampleReply reply)
    {
        if (AcceptedFormat.IsJson(context.Request))
        {
            await using var json = JsonAnswer.Open(context);
            SampleJson.Write(json, reply);
            return;
        }

        var file = SampleCodec.Encode(reply);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file, context.RequestAborted);
    }
}
