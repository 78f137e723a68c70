using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Simulation.Wires.Vllm;

/// <summary>vLLM's <c>structured_outputs</c>, of which the simulated engine knows JSON.</summary>
internal static class VllmForm
{
    /// <summary>The form in a field: <c>{"json": schema or its text}</c> or <c>{"json_object": true}</c>.</summary>
    public static AnswerForm Read(JsonPlace place, string field)
    {
        if (place[field].Present?.Object() is not { } outputs)
        {
            return AnswerForm.Free;
        }

        return outputs["json"].Present is not { } schema ? outputs.FlagIn("json_object") ? AnswerForm.AnyJson : AnswerForm.Free
            : schema.Json.ValueKind != JsonValueKind.String ? AnswerForm.Json(schema.Object().Json)
            : StrictJson.TryParse(schema.Text()) is { } json ? AnswerForm.Json(json)
            : throw schema.Refusal("must be a JSON schema, or its text.");
    }
}
