using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>
/// The wire format of an inference engine: what goes into a request, what an answer says, how a request is aborted, and how an engine is
/// recognised. <see cref="HttpEngine"/> does the rest.
/// </summary>
/// <remarks>
/// Stateless and thread-safe. <see cref="WireAttribute{T}"/> in its file makes a wire served under its <see cref="Name"/>.
/// </remarks>
internal interface IEngineWire
{
    /// <summary>The word before <c>+http</c> in an engine's address, which turns keep as well: lower case with dashes.</summary>
    string Name { get; }

    /// <summary>The path that completions are asked at, with its slash.</summary>
    string Path { get; }

    /// <summary>
    /// How many tokens of its context the engine keeps beside prompt and completion; null where a request without a limit may use all
    /// of the context, so that none has to be sent.
    /// </summary>
    int? ContextReserve { get; }

    /// <summary>How it has given tokens scored; null where it cannot.</summary>
    IScoringWire? Scoring { get; }

    /// <summary>Where <see cref="Fields"/> says what shapes the sampling, and in which words.</summary>
    SamplingForm Sampling => SamplingForm.Flat;

    /// <summary>Whether a request can be answered by a stream that says everything that a whole answer says.</summary>
    bool CanStream(InferenceRequest request);

    /// <summary>The fields beside prompt and conversation, as the record keeps them: a JSON object with at least one field.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limit">The most tokens to sample, 1 or more; null where none has to be sent.</param>
    /// <exception cref="UnservedFieldException">The client's fields have one that this wire cannot express.</exception>
    ReadOnlyMemory<byte> Fields(InferenceRequest request, int? limit);

    /// <summary>The longest that the head of a body can be, in bytes: all before the prompt's ids, which are the last field.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="fields">What <see cref="Fields"/> gave for it.</param>
    /// <exception cref="OverflowException">It could be longer than 2^31 - 1 bytes.</exception>
    int HeadLength(InferenceRequest request, ReadOnlySpan<byte> fields);

    /// <summary>Writes the head of a body, which the ids and a closing brace follow, and returns its length in bytes.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="fields">What <see cref="Fields"/> gave for it.</param>
    /// <param name="stream">Whether a stream is asked for; never where <see cref="CanStream"/> says no.</param>
    /// <param name="head">At least <see cref="HeadLength"/> bytes.</param>
    int WriteHead(InferenceRequest request, ReadOnlySpan<byte> fields, bool stream, Span<byte> head);

    /// <summary>A reader for the answer to one request.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="fields">What <see cref="Fields"/> gave for it.</param>
    IAnswerReader Read(InferenceRequest request, ReadOnlyMemory<byte> fields);

    /// <summary>The calls that abort requests; empty where there is nothing to abort.</summary>
    /// <param name="ids">The whole ids of the requests; one that is under way nowhere is passed over by the engine.</param>
    IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids);

    /// <summary>What this wire can say about an engine, or null when the engine does not speak it.</summary>
    /// <param name="http">The engine.</param>
    /// <param name="cancellationToken">Gives the look up.</param>
    Task<EngineProbe?> ProbeAsync(EngineHttp http, CancellationToken cancellationToken);
}
