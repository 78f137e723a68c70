using System.Text.Json;
using Tito.Engines.Http;

namespace Tito.Engines;

/// <summary>What an engine was sent of the sampling, read out of a stored turn.</summary>
/// <remarks>Thread-safe.</remarks>
public static class SentSampling
{
    /// <summary>
    /// Writes an object of the sampling parameters that went to the engine, by the names of OpenAI's chat API and, where that has none, of
    /// SGLang and vLLM: <c>temperature</c>, <c>top_p</c>, <c>top_k</c>, <c>min_p</c>, <c>seed</c>, <c>max_completion_tokens</c>,
    /// penalties, stops and grammars. One that is not there was left to the engine.
    /// </summary>
    /// <param name="json">The place of the object.</param>
    /// <param name="engine">
    /// The wire that the turn names; of null, or one that this release does not have, the names are the clients'.
    /// </param>
    /// <param name="request">The request as the turn keeps it.</param>
    public static void Write(Utf8JsonWriter json, string? engine, JsonElement request) =>
        ((engine is null ? null : EngineRegistry.Find(engine))?.Sampling ?? SamplingForm.Flat).Write(json, request);
}
