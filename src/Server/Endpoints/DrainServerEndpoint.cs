using Tito.Core.Turns;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /drain</c>: stops the server as SIGTERM does, once this answer is out.</summary>
internal static class DrainServerEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (context.RequestServices.GetService<DrainSwitch>() is not { } drain)
        {
            await ErrorBody.WriteAsync(context, ErrorCatalog.RouteNotFound, "The Functions host stops its workers itself.", null);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.OnCompleted(() =>
        {
            drain.Throw();
            return Task.CompletedTask;
        });
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("status", "draining");
        json.WriteNumber("running", context.Part<TurnTaker>().RunningCount);
        json.WriteEndObject();
    }
}
