using Tito.Faces.OpenAiResponses;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}/v1/responses/{response}/input_items</c>: the conversation up to an answer.</summary>
internal static class ListInputItemsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (await GetResponseEndpoint.FindAsync(context) is not var (_, turn))
        {
            return;
        }

        await using var json = JsonAnswer.Open(context);
        InputItemList.Write(json, turn);
    }
}
