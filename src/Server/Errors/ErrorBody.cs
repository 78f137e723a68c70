using System.Globalization;
using Tito.Core.Serving;
using Tito.Server.Wire;

namespace Tito.Server.Errors;

/// <summary>Writes OpenAI's error object: <c>{"error":{"message","type","code","param"}}</c>.</summary>
internal static class ErrorBody
{
    /// <summary>Answers with a problem.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, ErrorCatalog.Of(problem), problem.Message, problem.Param);
    }

    /// <summary>Answers with an error of the catalogue.</summary>
    public static async Task WriteAsync(HttpContext context, ErrorKind kind, string message, string? param)
    {
        context.Response.StatusCode = kind.Status;
        if (kind.ShouldRetry is { } shouldRetry)
        {
            context.Response.Headers["x-should-retry"] = shouldRetry ? "true" : "false";
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", kind.Type);
        json.WriteString("code", kind.Code);
        json.WriteString("param", param);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
