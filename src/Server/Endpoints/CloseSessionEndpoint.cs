using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/close</c>: the session takes no turn any more. A body may say what it earned.</summary>
internal static class CloseSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var close = context.Part<SessionCloser>();
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        if (await close.RunAsync(id, Reward(body?.RootElement), context.RequestAborted) is not { } head)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteString("closed_at", head.ClosedAt!.Value);
        json.WriteNumber("turn_count", head.TurnCount);
        if (head.Reward is { } reward)
        {
            json.WriteNumber("reward", reward);
        }

        json.WriteEndObject();
    }

    /// <summary>The reward that a body says, or null.</summary>
    /// <exception cref="MessageException">The body has something else, or a reward that is no finite number.</exception>
    private static double? Reward(JsonElement? body)
    {
        if (body is not { } json)
        {
            return null;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object, {} for nothing.");
        }

        double? reward = null;
        foreach (var property in json.EnumerateObject())
        {
            reward = (property.Name, property.Value.ValueKind) switch
            {
                ("reward", JsonValueKind.Null) => null,
                ("reward", JsonValueKind.Number) when property.Value.TryGetDouble(out var number) && double.IsFinite(number) => number,
                ("reward", _) => throw new MessageException("reward", "must be a finite number."),
                _ => throw new MessageException(property.Name, "is not an option of this function; it takes reward."),
            };
        }

        return reward;
    }
}
