namespace Tito.Server.Logs;

/// <summary>What is told of a request that ended.</summary>
/// <param name="Id">Its id, which the answer has as <c>x-request-id</c>.</param>
/// <param name="Method">Its HTTP method, or <c>OTHER</c> for one that is none of the known.</param>
/// <param name="Route">The route's pattern, never the path; <c>-</c> where nothing answers.</param>
/// <param name="Status">The answer's status; 499 where the client hung up before it began.</param>
/// <param name="Code">The error's code; null for none.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record SeenRequest(string Id, string Method, string Route, int Status, string? Code, double Milliseconds);
