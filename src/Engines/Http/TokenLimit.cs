using System.Text.Json;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>The most tokens that a completion may have, as OpenAI's chat API says it.</summary>
internal static class TokenLimit
{
    /// <summary>The field's name; <see cref="OldName"/> is the one that it replaced.</summary>
    public const string Name = "max_completion_tokens";

    /// <summary>The older name, which counts where the newer one is not there.</summary>
    public const string OldName = "max_tokens";

    /// <summary>The limit of a request: its own, or that of its fields; null where neither has one.</summary>
    /// <exception cref="UnservedFieldException">The field is not a whole number of 1 or more.</exception>
    public static int? Given(InferenceRequest request) =>
        request.TokenLimit ?? Read(request.Fields, Name) ?? Read(request.Fields, OldName);

    private static int? Read(JsonElement fields, string name) =>
        !fields.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var limit) && limit >= 1 ? limit
            : throw new UnservedFieldException(name, "must be a whole number of 1 or more.");
}
