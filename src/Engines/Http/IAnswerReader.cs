using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Reads the answer to one request, whole or frame by frame, and believes nothing of it. A whole answer is one frame.</summary>
/// <remarks>For one thread and one answer.</remarks>
internal interface IAnswerReader
{
    /// <summary>
    /// The version of the weights that the last frame says; null where it says none, as that of a wire whose answers say it at their end.
    /// </summary>
    string? WeightVersion => null;

    /// <summary>Reads the whole answer, or the next frame of a stream.</summary>
    /// <param name="frame">Any JSON.</param>
    /// <returns>The tokens that are new in it, none or more.</returns>
    /// <exception cref="InvalidDataException">It breaks the contract; the text names the field and quotes no session.</exception>
    TokenSegment Take(JsonElement frame);

    /// <summary>What all of it says together.</summary>
    /// <exception cref="InvalidDataException">Something is missing, or two things disagree.</exception>
    InferenceOutcome End();
}
