using System.Security.Cryptography;
using System.Text;
using Tito.Server.Errors;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>
/// Lets a request through when it carries the server's key, as OpenAI's clients send it or as Anthropic's do. Health is open: a probe has
/// no key. Where keys name sessions, the server's own is what stands before the first colon after it.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="key">The key, which is never logged.</param>
/// <param name="sessions">Where requests name sessions.</param>
internal sealed class BearerKey(RequestDelegate next, string key, ImplicitSessions? sessions)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path == "/health" || IsKnown(context.Request)
            ? next(context)
            : ErrorBody.WriteAsync(context, ErrorCatalog.Unauthorized, "Send the server's key as: Authorization: Bearer KEY.", null);

    /// <summary>Either header will do: some clients send a key of their own in the other one.</summary>
    private bool IsKnown(HttpRequest request) =>
        GivenKey.All(request).Any(given => Is(given) || (sessions == ImplicitSessions.ApiKey && NamesASession(given)));

    private bool NamesASession(string given) => given.Length > key.Length && given[key.Length] == ':' && Is(given[..key.Length]);

    private bool Is(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _key);
}
