using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The items of an input: what each is, and of which answer it was a part.</summary>
internal static class InputItem
{
    /// <summary>Tools that come with the input instead of beside it.</summary>
    public const string AdditionalTools = "additional_tools";

    /// <summary>An item of an answer that is named instead of sent.</summary>
    public const string Reference = "item_reference";

    /// <summary>The item's type; a message has none where it has a role.</summary>
    /// <exception cref="MessageException">It has neither.</exception>
    public static string TypeOf(JsonPlace item) =>
        item.Object()["type"].Present is { } type ? type.Text()
        : item["role"].Present is not null ? "message"
        : throw item["type"].Refusal("is required of an item without a role.");

    /// <summary>
    /// The answer that an item of ours was a part of; null where the client drops ids, or of an item that it made itself.
    /// </summary>
    public static string? AnswerOf(JsonPlace item) =>
        item["id"].Json is { ValueKind: JsonValueKind.String } id && id.GetString()!.Split('_') is [_, { Length: > 0 } answer, _]
            ? answer
            : null;

    /// <summary>The number that the id of such an item ends with; null of any other.</summary>
    public static int? IndexOf(JsonPlace item) =>
        AnswerOf(item) is not null
        && int.TryParse(item["id"].Text().Split('_')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    /// <summary>The id of an item of an answer, from which its answer can be read.</summary>
    /// <param name="prefix">What kind of item it is, in OpenAI's letters.</param>
    /// <param name="answerId">The answer's id, without an underscore.</param>
    /// <param name="index">The item's place in the answer.</param>
    public static string IdOf(string prefix, string answerId, int index) => $"{prefix}_{answerId}_{index}";
}
