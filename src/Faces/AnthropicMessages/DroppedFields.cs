using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// Fields that a model of Anthropic's is told of and no chat template is: they are left out, and the answer says so.
/// </summary>
internal static class DroppedFields
{
    /// <summary>What the answer says of a request with such fields.</summary>
    /// <param name="body">The request, with tools that were read before.</param>
    public static ImmutableArray<FaceNote> Notes(JsonPlace body)
    {
        var dropped = new List<string>();
        if (body["tools"].Present is { } tools && tools.Items().Any(HasExamples))
        {
            dropped.Add("tools.input_examples");
        }

        if (body["output_config"]["task_budget"].Present is { } budget)
        {
            dropped.Add(budget.Name);
        }

        return dropped.Count == 0 ? [] : [new("dropped-fields", string.Join(", ", dropped))];
    }

    private static bool HasExamples(JsonPlace tool) =>
        tool["input_examples"].Present is { } examples
        && !(examples.Json.ValueKind == JsonValueKind.Array && examples.Json.GetArrayLength() == 0);
}
