using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>What an agent gets in the place of an answer, or of a part of it, in the shapes of its wire.</summary>
internal static class FaultAnswer
{
    /// <summary>A refusal that asks for another try in a second.</summary>
    public static Task RefuseAsync(HttpContext context, AgentFault fault)
    {
        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.RetryAfter = "1";
        return context.Response.WriteAsync(
            """{"type":"error","error":{"type":"overloaded_error","code":"overloaded","message":"Overloaded."}}""", context.RequestAborted);
    }

    /// <summary>Says nothing for as long as the fault wants.</summary>
    public static async Task WaitAsync(AgentFault fault, CancellationToken cancellationToken)
    {
        if (fault.Waits > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(fault.Waits);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>A request with the fault's limit in the place of the agent's own.</summary>
    public static byte[] Limited(AgentFault fault, string path, byte[] body)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        foreach (var name in (string[])["max_tokens", "max_completion_tokens", "max_output_tokens"])
        {
            _ = request.Remove(name);
        }

        request[path.EndsWith("/responses", StringComparison.Ordinal) ? "max_output_tokens" : "max_tokens"] = fault.Limit;
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    /// <summary>The first part of an answer's lines; then an error event, or a connection that breaks.</summary>
    public static async Task CutAsync(HttpContext context, AgentFault fault, string path, string answer)
    {
        var half = answer[..(answer.LastIndexOf("\n\n", (int)(answer.Length * fault.Keeps), StringComparison.Ordinal) + 2)];
        var bytes = Encoding.UTF8.GetBytes(half + (fault.Tells ? ErrorEvent(path) : ""));
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (!fault.Tells)
        {
            throw Broken();
        }
    }

    /// <summary>
    /// Thrown once an answer has begun, it lets Kestrel close the connection without the end of the body, and after all that was written:
    /// how much of it the agent reads does not depend on the machine's load. <see cref="HttpContext.Abort"/> resets the connection, and
    /// a reset takes with it what the agent has not read yet, the head of the answer included.
    /// </summary>
    public static IOException Broken() => new("The connection breaks here.");

    private static string ErrorEvent(string path) =>
        path.EndsWith("/messages", StringComparison.Ordinal)
            ? "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded.\"}}\n\n"
        : path.EndsWith("/responses", StringComparison.Ordinal)
            ? "event: error\ndata: {\"type\":\"error\",\"sequence_number\":99,\"code\":\"server_error\",\"message\":\"Overloaded.\","
                + "\"param\":null}\n\n"
        : "data: {\"error\":{\"message\":\"Overloaded.\",\"type\":\"server_error\",\"code\":\"server_error\",\"param\":null}}\n\n";
}
