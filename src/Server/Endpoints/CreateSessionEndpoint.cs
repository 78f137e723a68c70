using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Sessions;
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
        var (id, named) = Split(body?.RootElement);
        var defaults = context.Part<ServerOptions>().SessionDefaults;
        var settings = defaults.Settings(named) with { Owner = Caller.OwnerOf(context) };
        var opener = context.Part<SessionOpener>();
        switch (id is null
            ? new OpenOutcome.Open(await opener.RunAsync(Guid.NewGuid().ToString("N"), settings, context.RequestAborted), IsNew: true)
            : await opener.OpenAsync(id, settings, settings, context.RequestAborted))
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

    /// <summary>The chosen id, and the settings beside it.</summary>
    /// <exception cref="MessageException">The id is none.</exception>
    private static (string? Id, JsonElement? Settings) Split(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } json || !json.TryGetProperty("id", out var id))
        {
            return (null, body);
        }

        if (id.ValueKind != JsonValueKind.String || id.GetString() is not { } text || !SessionId.IsId(text))
        {
            throw new MessageException("id", $"must be {SessionId.Rule}.");
        }

        return (text, JsonElement.Parse(JsonBytes.Write(settings =>
        {
            settings.WriteStartObject();
            foreach (var property in json.EnumerateObject().Where(property => !property.NameEquals("id")))
            {
                property.WriteTo(settings);
            }

            settings.WriteEndObject();
        }).Span));
    }
}
