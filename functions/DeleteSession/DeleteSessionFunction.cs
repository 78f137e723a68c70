using Tito.Core.Journals;
using Tito.Core.Serving;
using Tito.Functions.Errors;

namespace Tito.Functions.DeleteSession;

/// <summary><c>DELETE /sessions/{id}</c>: removes a session with all of its turns.</summary>
internal static class DeleteSessionFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/sessions/{id}", RunAsync);

    private static async Task RunAsync(HttpContext context, string id, ISessionJournal journal)
    {
        if (await journal.DeleteAsync(id, version: null, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await ErrorBody.WriteAsync(context, Problem.SessionNotFound(id));
        }
    }
}
