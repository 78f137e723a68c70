using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>What a wire does with one field of the client's.</summary>
/// <param name="field">The field, whose value is never null.</param>
/// <param name="sampling">Takes what shapes the sampling.</param>
/// <param name="request">Takes what stands beside it; the same object where a wire makes no difference.</param>
/// <exception cref="UnservedFieldException">The wire cannot express it.</exception>
internal delegate void FieldRule(JsonProperty field, EngineFields sampling, EngineFields request);
