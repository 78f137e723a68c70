using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Server.Access;
using Tito.Server.Endpoints;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Gates;

/// <summary>Lets a routed request through when its key may do this, and in this session.</summary>
/// <param name="next">The endpoint.</param>
internal sealed class ScopeGate(RequestDelegate next)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { Key: var key }
            || context.GetEndpoint()?.Metadata.GetMetadata<ServedRoute>() is not { } route)
        {
            await next(context);
        }
        else if (!key.Allows(route.Scope))
        {
            await RefuseAsync(context, route.Scope);
        }
        else if (context.Request.RouteValues["id"] is string session && !await MayUseAsync(context, key, session))
        {
            // As if it were not there: who it belongs to is nobody else's business.
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(session));
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>Answers a request whose key may not do this.</summary>
    public static Task RefuseAsync(HttpContext context, AccessScopes scope) => ErrorBody.WriteAsync(
        context, ErrorCatalog.Forbidden, $"The key lacks the scope {AccessScopeNames.Of(scope)}.", null);

    /// <summary>Whether the session is the key's, or not there, which the endpoint says better.</summary>
    private static async Task<bool> MayUseAsync(HttpContext context, AccessKey key, string sessionId) =>
        key.Scopes.HasFlag(AccessScopes.Admin)
        || !SessionId.IsId(sessionId)
        || await context.Part<IJournalUpkeep>().FindHeadAsync(sessionId, context.RequestAborted) is not { } head
        || head.Settings.Owner == key.Name;
}
