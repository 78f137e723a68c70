using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Server.Access;
using Tito.Server.Errors;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>POST /sessions</c>: opens a session with the body's settings, with the server's where it names none, and answers with its id: that of
/// the body, or a fresh one.
/// </summary>
internal static class CreateSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        var (id, reward, named) = Split(body?.RootElement);
        var defaults = context.Part<ServerOptions>().SessionDefaults;
        var settings = defaults.Settings(named) with { Owner = Caller.OwnerOf(context) };
        var opener = context.Part<SessionOpener>();
        switch (id is null
            ? new OpenOutcome.Open(
                await opener.RunAsync(Guid.NewGuid().ToString("N"), settings, reward, context.RequestAborted), IsNew: true)
            : await opener.OpenAsync(id, settings, settings, reward, context.RequestAborted))
        {
            case OpenOutcome.Refused(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case OpenOutcome.Open(var head, var isNew):
                await SessionAlarms.ArmAsync(context, head, isNew);
                await using (var json = JsonAnswer.Open(context))
                {
                    json.WriteStartObject();
                    json.WriteString("session_id", head.SessionId);
                    json.WriteEndObject();
                }

                break;
        }
    }

    /// <summary>The chosen id, the reward, and the settings beside them.</summary>
    /// <exception cref="MessageException">The id or the reward is none.</exception>
    private static (string? Id, double? Reward, JsonElement? Settings) Split(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } json)
        {
            return (null, null, body);
        }

        var text = json.TryGetProperty("id", out var id) ? Id(id) : null;
        var reward = json.TryGetProperty("reward", out var earned) ? Annotation.ReadReward(earned) : null;
        return (text, reward, JsonElement.Parse(JsonBytes.Write(settings =>
        {
            settings.WriteStartObject();
            foreach (var property in json.EnumerateObject().Where(property => property.Name is not ("id" or "reward")))
            {
                property.WriteTo(settings);
            }

            settings.WriteEndObject();
        }).Span));
    }

    private static string Id(JsonElement id) =>
        id.ValueKind == JsonValueKind.String && id.GetString() is { } text && SessionId.IsId(text)
            ? text
            : throw new MessageException("id", $"must be {SessionId.Rule}.");
}
