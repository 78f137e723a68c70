using System.Globalization;
using Tito.Core.Problems;
using Tito.Faces;
using Tito.Server.Wire;

namespace Tito.Server.Errors;

/// <summary>
/// Answers with errors, in the shape of the face that the route speaks. Where the answer has begun, it says the error itself; one that
/// cannot is cut off, so that nobody takes half of it for the whole.
/// </summary>
internal static class ErrorBody
{
    /// <summary>Answers with a problem.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem) => WriteAsync(context, problem, ErrorCatalog.Of(problem));

    /// <summary>Answers with a problem that is over: to ask again for it does not try anything again.</summary>
    public static Task WriteFinalAsync(HttpContext context, Problem problem) =>
        WriteAsync(context, problem, ErrorCatalog.Of(problem) with { ShouldRetry = false });

    private static Task WriteAsync(HttpContext context, Problem problem, ErrorKind kind)
    {
        if (problem.RetryAfter is { } wait && !context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var param = problem.Code == ProblemCode.IdempotencyKeyReused
            ? AttemptHeaders.Key
            : ServedFaces.Of(context).ParamOf(problem, context.Features.Get<IFaceRequest>());
        return WriteAsync(context, kind, problem.Message, param, problem.EngineCode);
    }

    /// <summary>Answers with an error of the catalogue.</summary>
    public static async Task WriteAsync(HttpContext context, ErrorKind kind, string message, string? param, string? engineCode = null)
    {
        context.Features.Set(kind);
        var error = new FaceError(kind.Status, kind.Type, kind.Code, message, param) { EngineCode = engineCode };
        if (context.Response.HasStarted)
        {
            await WriteLateAsync(context, error);
            return;
        }

        context.Response.StatusCode = kind.Status;
        if (kind.ShouldRetry is { } shouldRetry)
        {
            context.Response.Headers["x-should-retry"] = shouldRetry ? "true" : "false";
        }

        await using var json = JsonAnswer.OpenNow(context);
        ServedFaces.Of(context).WriteError(json, error);
    }

    private static Task WriteLateAsync(HttpContext context, FaceError error)
    {
        if (context.Features.Get<IStartedAnswer>() is { } answer)
        {
            return answer.WriteErrorAsync(error);
        }

        context.Abort();
        return Task.CompletedTask;
    }
}
