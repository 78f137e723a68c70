using System.Globalization;
using System.Threading.RateLimiting;
using Tito.Server.Access;
using Tito.Server.Errors;

namespace Tito.Server.Gates;

/// <summary>
/// Lets a request through that carries a key of the server, as OpenAI's clients send it or as Anthropic's do, as often as that key may.
/// <see cref="OpenRoutes"/> need none.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="keys">The keys.</param>
/// <param name="limits">How often each may.</param>
/// <param name="namesSessions">Whether a colon and a session may follow a key.</param>
internal sealed class KeyGate(RequestDelegate next, AccessKeys keys, KeyLimits limits, bool namesSessions)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (OpenRoutes.Has(context.Request))
        {
            await next(context);
            return;
        }

        if (keys.Find(context.Request, namesSessions) is not { } caller)
        {
            await ErrorBody.WriteAsync(context, ErrorCatalog.Unauthorized, "Send a key of the server as: Authorization: Bearer KEY.", null);
            return;
        }

        using var lease = limits.Enter(caller.Key);
        if (lease is { IsAcquired: false })
        {
            await RefuseAsync(context, caller.Key, lease);
            return;
        }

        context.Features.Set(caller);
        await next(context);
    }

    private static Task RefuseAsync(HttpContext context, AccessKey key, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string?[] limits = [Words(key.RequestsPerMinute, "requests a minute"), Words(key.Concurrent, "requests at once")];
        return ErrorBody.WriteAsync(
            context,
            ErrorCatalog.RateLimited,
            $"The key may send {string.Join(" and ", limits.OfType<string>())}. Send the request again later.",
            null);
    }

    private static string? Words(int? limit, string what) =>
        limit is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number} {what}") : null;
}
