using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;

namespace Tito.Engines.Http;

/// <summary>What a wire sends beside the prompt, and the same as a turn keeps it.</summary>
/// <param name="Bytes">A JSON object.</param>
/// <param name="Kept">The same object.</param>
internal readonly record struct SentFields(ReadOnlyMemory<byte> Bytes, JsonElement Kept)
{
    /// <summary>The fields of a request in the form of a wire.</summary>
    /// <param name="wire">The wire.</param>
    /// <param name="request">The request.</param>
    /// <param name="limit">The most tokens; null where the wire says none.</param>
    /// <exception cref="UnservedFieldException">The wire has no form for a field, or it nests too deep there.</exception>
    public static SentFields Of(IEngineWire wire, InferenceRequest request, int? limit)
    {
        try
        {
            var fields = wire.Fields(request, limit);
            return new(fields, JsonElement.Parse(fields.Span));
        }
        catch (JsonException)
        {
            // The client's own body nests as deep as JSON may, and a wire puts objects around its fields.
            throw new UnservedFieldException(
                request.Fields.EnumerateObject().MaxBy(field => Depth(field.Value)).Name,
                $"nests too deep: with what this engine's wire puts around it, deeper than {StrictJson.MaxDepth} levels.");
        }
    }

    private static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(field => Depth(field.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
