using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Runs;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>POST /verifications</c>: begins a verification run, and answers before it is done, with 202 and where it is told. Requests with one
/// <c>Idempotency-Key</c> are one run.
/// </summary>
internal static class StartVerificationEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var runner = context.Part<VerificationRunner>();
        var request = new VerificationRequest(VerificationTrigger.Demand, Guid.NewGuid().ToString("N")[..8], ReadKey(context.Request));
        var runId = await runner.StartAsync(request, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"{context.Request.PathBase}/verifications/{runId}";
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("run_id", runId);
        json.WriteEndObject();
    }

    /// <summary>Clients' keys are kept apart from the timer's.</summary>
    private static string? ReadKey(HttpRequest request)
    {
        var keys = request.Headers[AttemptHeaders.Key];
        return keys.Count == 0 ? null
            : keys is [{ } key] && TurnIntent.IsKey(key) ? $"client-{key}"
            : throw new MessageException(
                AttemptHeaders.Key, $"must be given once, with 1 to {TurnIntent.MaxKeyLength} characters of visible ASCII.");
    }
}
