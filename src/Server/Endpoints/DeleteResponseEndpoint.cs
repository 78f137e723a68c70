using Tito.Server.Errors;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>DELETE /sessions/{id}/v1/responses/{response}</c>: refused by its name, because turns are append-only. ADR 38 has the reasons.
/// </summary>
internal static class DeleteResponseEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (await GetResponseEndpoint.FindAsync(context) is not var (_, turn))
        {
            return;
        }

        await ErrorBody.WriteAsync(
            context,
            ErrorCatalog.ResponseKept,
            $"Turns are append-only: the answer is turn {turn.Sequence} of its session, whose samples and digests hold it. Roll the "
            + "session back to leave the turn out of the conversation, or delete the session.",
            null);
    }
}
