using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Entities;

namespace Tito.Functions.Durable;

/// <summary>What Durable Functions calls what: a thing has one name, so there is one of it.</summary>
/// <remarks>
/// "Instance IDs must be between 1 and 100 characters", and hold none of <c>/ \ # ?</c>:
/// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-instance-management. A key is up to the client, so its
/// digest stands for it.
/// </remarks>
internal static class DurableNames
{
    private const int DigestBytes = 16;

    /// <summary>The orchestration of a parked turn.</summary>
    public static string OfTurn(string sessionId, string key) =>
        $"turn-{sessionId}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, DigestBytes))}";

    /// <summary>The orchestration of a verification run.</summary>
    public static string OfRun(string runId) => $"verification-{runId}";

    /// <summary>The entity of a session.</summary>
    public static EntityInstanceId OfSession(string sessionId) => new("SessionEntity", sessionId);
}
