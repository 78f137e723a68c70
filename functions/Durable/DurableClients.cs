using Microsoft.DurableTask.Client;

namespace Tito.Functions.Durable;

/// <summary>The process's way to Durable Functions, which the host tells to functions with a <c>[DurableClient]</c> alone.</summary>
/// <remarks>
/// Thread-safe. The host tells each of them the same, so the last one that was told serves what has no function of its own: the adapters of
/// the ports. A function that leads to a port has that binding, so that there is one before it is asked for.
/// </remarks>
internal sealed class DurableClients
{
    private volatile DurableTaskClient? _told;

    /// <summary>The client.</summary>
    /// <exception cref="InvalidOperationException">No function with the binding has run in this process.</exception>
    public DurableTaskClient Current =>
        _told ?? throw new InvalidOperationException("A function leads to Durable Functions and has no [DurableClient] of its own.");

    /// <summary>Keeps what a function was told.</summary>
    public static void Tell(FunctionContext context, DurableTaskClient client) => Tell(context.InstanceServices, client);

    /// <summary>Keeps what an HTTP function was told, and answers its request.</summary>
    public static Task AnswerAsync(HttpRequest request, DurableTaskClient client)
    {
        Tell(request.HttpContext.RequestServices, client);
        return Site.AnswerAsync(request);
    }

    private static void Tell(IServiceProvider services, DurableTaskClient client) =>
        services.GetRequiredService<DurableClients>()._told = client;
}
