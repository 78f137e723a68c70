namespace Tito.Server.Access;

/// <summary>Scopes as people write them.</summary>
internal static class AccessScopeNames
{
    /// <summary>The name of a scope.</summary>
    public static string Of(AccessScopes scope) => scope switch
    {
        AccessScopes.Use => "use",
        AccessScopes.Read => "read",
        AccessScopes.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    /// <summary>The scope of a name, or null when there is none.</summary>
    public static AccessScopes? Find(string name) => name switch
    {
        "use" => AccessScopes.Use,
        "read" => AccessScopes.Read,
        "admin" => AccessScopes.Admin,
        _ => null,
    };
}
