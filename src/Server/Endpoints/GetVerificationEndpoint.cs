using Tito.Core.Verification.Runs;
using Tito.Server.Errors;
using Tito.Server.Inspector;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>GET /verifications/{run}</c>: a verification run with its shards and failures, as JSON; as one HTML page that needs nothing else for
/// who prefers <c>text/html</c>, as browsers do.
/// </summary>
internal static class GetVerificationEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var runs = context.Part<VerificationRuns>();
        var id = (string)context.Request.RouteValues["run"]!;
        if (!RunName.IsRunId(id) || await runs.LoadAsync(id, context.RequestAborted) is not { } stored)
        {
            await ErrorBody.WriteAsync(context, ErrorCatalog.VerificationNotFound, $"There is no verification run {id}.", null);
            return;
        }

        context.Response.Headers.Vary = "Accept";
        if (AcceptedFormat.IsHtml(context.Request))
        {
            await WritePageAsync(context, stored);
            return;
        }

        await using var json = JsonAnswer.Open(context);
        VerificationJson.Write(json, stored);
    }

    private static async Task WritePageAsync(HttpContext context, StoredRun stored)
    {
        var html = new HtmlWriter();
        new VerificationPage(html, stored).Write();
        await HtmlAnswer.WriteAsync(context, html, VerificationPage.ContentSecurityPolicy);
    }
}
