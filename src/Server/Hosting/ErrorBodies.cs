using System.Text.Json;
using Tito.Core.Buffers;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Verification.Runs;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Hosting;

/// <summary>Gives every failure a JSON body with a code: what a function throws, and what no function answers.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="logger">Hears of defects; prompt text never reaches it.</param>
internal sealed partial class ErrorBodies(RequestDelegate next, ILogger<ErrorBodies> logger)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        RequestId.Write(context);
        SafeHeaders.Write(context.Response);
        try
        {
            await next(context);
            await HeldAnswer.SendAsync(context);
            await DescribeEmptyAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up: nobody is left to hear of it.
        }
        catch (MessageException invalid)
        {
            await ErrorBody.WriteAsync(context, new Problem(ProblemCode.InvalidRequest, invalid.Message, invalid.Param));
        }
        catch (JsonException malformed)
        {
            await ErrorBody.WriteAsync(context, ErrorCatalog.InvalidJson, $"The body is not valid JSON: {malformed.Message}", null);
        }
        catch (BadHttpRequestException bad)
        {
            var kind = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorCatalog.BodyTooLarge : ErrorCatalog.InvalidJson;
            await ErrorBody.WriteAsync(context, kind with { Status = bad.StatusCode }, bad.Message, null);
        }
        catch (JournalCorruptException corrupt)
        {
            LogDefect(context.Request.Method, corrupt);
            await ErrorBody.WriteAsync(context, ErrorCatalog.JournalCorrupt, corrupt.Message, null);
        }
        catch (VerificationCorruptException damaged)
        {
            LogDefect(context.Request.Method, damaged);
            await ErrorBody.WriteAsync(
                context, ErrorCatalog.JournalCorrupt, $"The verification run is damaged: {damaged.Message}", null);
        }
        catch (ByteCeilingException full)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.Busy(full.Message));
        }
        catch (JournalUnavailableException away)
        {
            LogOutage(context.Request.Method, away.Message, (away.InnerException ?? away).GetType().Name);
            await ErrorBody.WriteAsync(context, SessionProblems.JournalUnavailable(away.Message));
        }
        catch (Exception defect) when (!context.Response.HasStarted || context.Features.Get<IStartedAnswer>() is not null)
        {
            LogDefect(context.Request.Method, defect);
            await ErrorBody.WriteAsync(context, SessionProblems.Defect());
        }
        finally
        {
            HeldAnswer.Drop(context);
        }
    }

    /// <summary>A function that answers sets a content type, or a status that needs no words.</summary>
    private static Task DescribeEmptyAsync(HttpContext context) => (context.Response.ContentType, context.Response.StatusCode) switch
    {
        (null, StatusCodes.Status404NotFound) => ErrorBody.WriteAsync(
            context, ErrorCatalog.RouteNotFound, $"Nothing answers at {context.Request.Path}. docs/server.md lists the routes.", null),
        (null, StatusCodes.Status405MethodNotAllowed) => ErrorBody.WriteAsync(
            context, ErrorCatalog.MethodNotAllowed, $"{context.Request.Path} does not take {context.Request.Method}.", null),
        _ => Task.CompletedTask,
    };

    /// <summary>Without the trace: there is one for each request while a store is away.</summary>
    [LoggerMessage(LogLevel.Warning, "{Method} request failed: {Reason} ({Failure})")]
    private partial void LogOutage(string method, string reason, string failure);

    [LoggerMessage(LogLevel.Error, "{Method} request failed")]
    private partial void LogDefect(string method, Exception defect);
}
