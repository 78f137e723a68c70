using System.Security.Cryptography;
using System.Text;

namespace Tito.Server.Inspector;

/// <summary>A page as an answer: nothing else runs or loads in it, and nobody stores it.</summary>
internal static class HtmlAnswer
{
    /// <summary>Writes the answer: 304 without the page where the request says that it has just this one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="html">The page.</param>
    /// <param name="contentSecurityPolicy">What may run and load.</param>
    public static async Task WriteAsync(HttpContext context, HtmlWriter html, string contentSecurityPolicy)
    {
        var body = Encoding.UTF8.GetBytes(html.ToString());
        var headers = context.Response.Headers;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"";
        headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            headers.CacheControl = "no-store";
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers.ContentType = "text/html; charset=utf-8";
        headers.ContentLength = body.Length;
        headers.ContentSecurityPolicy = contentSecurityPolicy;
        headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
