using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Server.Access;
using Tito.Server.Endpoints;
using Tito.Server.Errors;
using Tito.Server.Gates;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Hosting;

/// <summary>
/// Leads requests for the routes of the faces to the session that they name elsewhere than in the path, and opens it where it is not there.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="options">Where requests name sessions, and the settings of those that are opened.</param>
/// <param name="source">Where requests name sessions.</param>
internal sealed class ImplicitSession(RequestDelegate next, ServerOptions options, ImplicitSessions source)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var (path, method) = (context.Request.Path.Value ?? "", context.Request.Method);
        if (FindRoute(path) is not var (named, route) || !(HttpMethods.IsPost(method) || HttpMethods.IsGet(method)))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<Caller>() is { Key: var key } && !key.Allows(AccessScopes.Use))
        {
            await ScopeGate.RefuseAsync(context, AccessScopes.Use);
            return;
        }

        var id = named ?? IdOf(context);
        if (id is null || !SessionId.IsId(id))
        {
            await ErrorBody.WriteAsync(context, new Problem(ProblemCode.InvalidRequest, $"No session is named: {Asks} {SessionId.Rule}."));
            return;
        }

        var settings = options.SessionDefaults.Settings(null) with { Owner = Caller.OwnerOf(context) };
        switch (await context.Part<SessionOpener>().OpenAsync(id, null, settings, reward: null, context.RequestAborted))
        {
            case OpenOutcome.Refused(var problem):
                await ErrorBody.WriteAsync(context, problem);
                return;
            case OpenOutcome.Open(var head, var isNew):
                await SessionAlarms.ArmAsync(context, head, isNew);
                context.Features.Set(head);
                if (isNew)
                {
                    context.Response.Headers[SessionHeader.Opened] = "true";
                }

                break;
        }

        context.Response.Headers[SessionHeader.Name] = id;
        context.Request.Path = $"/sessions/{id}{route}";

        // A front may have routed the path as it came: routing leaves a request alone that has an endpoint.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        await next(context);
    }

    private string Asks => source switch
    {
        ImplicitSessions.Header => $"send one of the headers {SessionHeader.Names} with",
        ImplicitSessions.ApiKey when !options.Keys.IsEmpty => "send a key of the server's key, a colon, and",
        ImplicitSessions.ApiKey => "send as the key",
        _ => "the path must have",
    };

    /// <summary>The route of a face that a path has, and the session where the path names it; null for other paths.</summary>
    private (string? Session, string Route)? FindRoute(string path)
    {
        if (source != ImplicitSessions.Path)
        {
            return IsFaces(path) ? (null, path) : null;
        }

        // "/sessions/ID/v1/…"
        return path.Split('/', 4) is ["", "sessions", var id, var rest] && IsFaces($"/{rest}") ? (id, $"/{rest}") : null;
    }

    private static bool IsFaces(string path) => path.StartsWith("/v1/", StringComparison.Ordinal);

    private string? IdOf(HttpContext context) => source switch
    {
        ImplicitSessions.Header => SessionHeader.Read(context.Request),
        _ when context.Features.Get<Caller>() is { } caller => caller.Session,
        _ => GivenKey.All(context.Request).FirstOrDefault(),
    };
}
