namespace Tito.Engines.Http;

/// <summary>Tells an engine's refusal from its giving up of what it had begun, which may have sampled tokens.</summary>
internal static class BegunRequest
{
    /// <summary>SGLang's model gateway: a more urgent request took the place of this one (docs of its priority scheduler).</summary>
    private const string PreemptedHeader = "X-SMG-Preempted";

    /// <summary>SGLang's scheduler, SGLANG_REQ_RUNNING_TIMEOUT: 503, where a full queue is 503 too.</summary>
    private static ReadOnlySpan<byte> RunningTimeout => "running timeout"u8;

    /// <summary>Whether an answer that is no completion says that the request was running.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="body">Its body.</param>
    public static bool Is(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        response.Headers.Contains(PreemptedHeader) || body.IndexOf(RunningTimeout) >= 0;
}
