namespace Tito.Server.Endpoints;

/// <summary>A method and a path, and what answers there.</summary>
/// <param name="Method">The HTTP method, in upper case.</param>
/// <param name="Path">The path's pattern, below the root and below the prefix <c>/api</c>.</param>
/// <param name="Handler">Answers a request whose path has been routed.</param>
internal sealed record ServedRoute(string Method, string Path, RequestDelegate Handler);
