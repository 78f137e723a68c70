namespace Tito.Server.Wire;

/// <summary>What an endpoint needs besides the request's body.</summary>
internal static class RequestParts
{
    /// <summary>The session that the path names; nothing is known of it yet.</summary>
    public static string SessionId(this HttpContext context) => (string)context.Request.RouteValues["id"]!;

    /// <summary>The part of the server that has this type.</summary>
    public static T Part<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
