using System.Diagnostics;
using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Sessions.Inspection;
using Tito.Server.Errors;
using Tito.Server.Inspector;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}/view</c>: the session as one HTML page that needs nothing else.</summary>
internal static class ViewSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var inspect = context.Part<SessionInspector>();
        var (turn, page) = (ReadNumber(context.Request, "turn"), ReadNumber(context.Request, "page"));
        var against = ReadNumber(context.Request, "against");
        await (await inspect.RunAsync(id, turn, page ?? 0, against, context.RequestAborted) switch
        {
            InspectOutcome.Shown(var inspection) => WriteAsync(context, inspection),
            InspectOutcome.NoSession => ErrorBody.WriteAsync(context, SessionProblems.NotFound(id)),
            InspectOutcome.NoTurn(0) => throw new MessageException("turn", "the session has no turn."),
            InspectOutcome.NoTurn(var count) => throw new MessageException("turn", $"the session has turns 0 to {count - 1}."),
            InspectOutcome.NoPage(var count) => throw new MessageException("page", $"the conversation has pages 0 to {count - 1}."),
            InspectOutcome.NoSibling => throw new MessageException("against", "must be a turn in the place of a shown one."),
            _ => throw new UnreachableException(),
        });
    }

    private static async Task WriteAsync(HttpContext context, SessionInspection inspection)
    {
        var html = new HtmlWriter();
        var page = new InspectorPage(html, inspection, new(inspection, context.Request.Query["code"]));
        page.Write();
        await HtmlAnswer.WriteAsync(context, html, PageAssets.ContentSecurityPolicy(page.IsLive));
    }

    private static int? ReadNumber(HttpRequest request, string name)
    {
        var text = request.Query[name];
        return text.Count == 0
            ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new MessageException(name, "must be a whole number of 0 or more.");
    }
}
