using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>How a wire has given tokens scored: what is asked, and where the answer has the logprobs.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
internal interface IScoringWire
{
    /// <summary>The path, with its slash.</summary>
    string Path { get; }

    /// <summary>The body of a request.</summary>
    /// <param name="request">The tokens.</param>
    ReadOnlyMemory<byte> Body(ScoringRequest request);

    /// <summary>The logprobs of the completion's tokens.</summary>
    /// <param name="answer">The answer's JSON.</param>
    /// <param name="request">What was asked.</param>
    /// <exception cref="InvalidDataException">The answer is of another form, or of other tokens.</exception>
    ImmutableArray<float> Read(JsonElement answer, ScoringRequest request);
}
