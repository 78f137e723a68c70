using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>DELETE /sessions/{id}</c>: removes a session with all of its turns.</summary>
internal static class DeleteSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var journal = context.Part<ISessionJournal>();
        if (await journal.DeleteAsync(id, version: null, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
        }
    }
}
