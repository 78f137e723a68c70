using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;

namespace Tito.Engines.Http;

/// <summary>The fewest tokens that a completion may have, as SGLang's and vLLM's extensions of OpenAI's chat API say it.</summary>
internal static class LeastTokens
{
    /// <summary>The field's name.</summary>
    public const string Name = "min_tokens";

    /// <summary>The client's fields, with a least number of the request's own in the place of the client's.</summary>
    public static JsonElement Fields(InferenceRequest request) =>
        request.MinTokens is not { } least ? request.Fields : JsonElement.Parse(JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            foreach (var field in request.Fields.EnumerateObject().Where(field => field.Name != Name))
            {
                field.WriteTo(json);
            }

            json.WriteNumber(Name, least);
            json.WriteEndObject();
        }).Span);
}
