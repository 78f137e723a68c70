namespace Tito.Engines.Http;

/// <summary>Headers that routers of engines want beside those that every request has; tokens that they give and want back.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IEngineHeaders
{
    /// <summary>Adds headers to a request that is about to be sent.</summary>
    /// <param name="sessionId">The session that it belongs to.</param>
    /// <param name="request">The request.</param>
    void Add(string sessionId, HttpRequestMessage request);

    /// <summary>Sees the headers of an answer, of any status, before its body is read.</summary>
    /// <param name="sessionId">The session that it belongs to.</param>
    /// <param name="response">The answer.</param>
    void See(string sessionId, HttpResponseMessage response);
}
