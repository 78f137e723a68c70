namespace Tito.Server.Access;

/// <summary>Who sends a request: a feature of it where the server has keys.</summary>
/// <param name="Key">The key that it carries.</param>
/// <param name="Session">The session that is named after the key; null for none.</param>
internal sealed record Caller(AccessKey Key, string? Session)
{
    /// <summary>The owner of sessions that a request opens; null for none.</summary>
    public static string? OwnerOf(HttpContext context) => context.Features.Get<Caller>()?.Key.Name;

    /// <summary>The owner of the only sessions that a request may see, where it may not see all; null where it may.</summary>
    public static string? OnlyOwnerOf(HttpContext context) =>
        context.Features.Get<Caller>() is { Key: var key } && !key.Scopes.HasFlag(AccessScopes.Admin) ? key.Name ?? "" : null;
}
