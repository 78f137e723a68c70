using Tito.Server.Access;

namespace Tito.Server.Endpoints;

/// <summary>A method and a path, and what answers there.</summary>
/// <param name="Method">The HTTP method, in upper case.</param>
/// <param name="Path">The path's pattern, below the root and below the prefix <c>/api</c>.</param>
/// <param name="Handler">Answers a request whose path has been routed.</param>
internal sealed record ServedRoute(string Method, string Path, RequestDelegate Handler)
{
    /// <summary>The pattern by which this server finds it: that of the Functions host, except where the two differ.</summary>
    public string Pattern { get; init; } = Path;

    /// <summary>What a key must be allowed, where the server has keys.</summary>
    public AccessScopes Scope { get; init; } = HttpMethods.IsGet(Method) ? AccessScopes.Read : AccessScopes.Use;

    /// <summary>The same route for those alone who may do everything.</summary>
    public ServedRoute ForAdmins() => this with { Scope = AccessScopes.Admin };

    /// <summary>The same route, which only looks at a session whatever its method is.</summary>
    public ServedRoute ForReaders() => this with { Scope = AccessScopes.Read };
}
