using System.Security.Cryptography;
using System.Text;
using Tito.Server.Errors;

namespace Tito.Server.Hosting;

/// <summary>Lets a request through when it carries the server's key. Health is open: a probe has no key.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="key">The key, which is never logged.</param>
internal sealed class BearerKey(RequestDelegate next, string key)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"Bearer {key}");

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path == "/health" || IsExpected(context.Request.Headers.Authorization.ToString())
            ? next(context)
            : ErrorBody.WriteAsync(context, ErrorCatalog.Unauthorized, "Send the server's key as: Authorization: Bearer KEY.", null);

    private bool IsExpected(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _expected);
}
