using System.Security.Cryptography;
using System.Text;
using Tito.Server.Errors;

namespace Tito.Server.Hosting;

/// <summary>
/// Lets a request through when it carries the server's key, as OpenAI's clients send it or as Anthropic's do. Health is open: a probe has
/// no key.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="key">The key, which is never logged.</param>
internal sealed class BearerKey(RequestDelegate next, string key)
{
    private readonly byte[] _bearer = Encoding.UTF8.GetBytes($"Bearer {key}");
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path == "/health"
        || Is(_bearer, context.Request.Headers.Authorization.ToString())
        || Is(_key, context.Request.Headers["x-api-key"].ToString())
            ? next(context)
            : ErrorBody.WriteAsync(context, ErrorCatalog.Unauthorized, "Send the server's key as: Authorization: Bearer KEY.", null);

    private static bool Is(byte[] expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected);
}
