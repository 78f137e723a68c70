using Tito.Core.Turns;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/v1/messages/count_tokens</c>: how many tokens the prompt of such a request would have.</summary>
internal static class CountTokensEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        using var body = await RequestJson.ReadAsync(
            context.Request, context.RequestAborted, AnthropicMessagesFace.Instance.IsSpared);
        var request = AnthropicMessagesFace.Instance.Read(body.RootElement, SessionFaceRules.Of(context) with { IsCounted = true });
        context.Features.Set<IFaceRequest>(request);
        var asked = request.Turn with { Line = AgentLine.Read(context.Request, body.RootElement, request.Turn) };
        var (count, refused) = await context.Part<TurnCounter>().RunAsync(context.SessionId(), asked, context.RequestAborted);
        if (refused is not null)
        {
            await ErrorBody.WriteAsync(context, refused);
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteNumber("input_tokens", count);
        json.WriteEndObject();
    }
}
