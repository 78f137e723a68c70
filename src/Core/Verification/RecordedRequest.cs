using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// The request of a golden file, in the form in which files keep it: a chat body with <c>messages</c>, <c>tools</c> and
/// <c>chat_template_kwargs</c>.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Messages">The whole conversation.</param>
/// <param name="Inputs">What else shaped the prompt.</param>
/// <param name="Fields">The other fields, a JSON object.</param>
internal sealed record RecordedRequest(IReadOnlyList<ChatMessage> Messages, TurnInputs Inputs, JsonElement Fields)
{
    private const string MessagesField = "messages";
    private const string ToolsField = "tools";
    private const string ArgumentsField = "chat_template_kwargs";

    private static readonly string[] EffortFields = ["reasoning_effort", "reasoning"];

    /// <summary>Reads a recorded body.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="inputsApart">
    /// Whether the inputs are kept apart from the other fields; a turn that an earlier release stored has them among these.
    /// </param>
    /// <exception cref="MessageException">A field has the wrong form, or a text is not valid Unicode.</exception>
    public static RecordedRequest Read(JsonElement body, bool inputsApart) => new(
        body.TryGetProperty(MessagesField, out var messages)
            ? ChatMessage.ParseList(messages, MessagesField)
            : throw new MessageException(MessagesField, "is required."),
        new(GoldenField.Root(body)[ToolsField].Present?.Json, GoldenField.Root(body)[ArgumentsField].Present?.Json),
        Others(body, inputsApart ? [MessagesField, ToolsField, ArgumentsField] : [MessagesField]));

    /// <summary>Refuses a recording by hand whose effort would be lost: a file has the template arguments that it becomes.</summary>
    /// <exception cref="MessageException">It names the field.</exception>
    public void RequireArguments()
    {
        foreach (var name in EffortFields.Where(name => GoldenField.Root(Fields)[name].Present is not null))
        {
            throw new MessageException(name, $"is not read from a file: write the arguments that it becomes into {ArgumentsField}.");
        }
    }

    /// <summary>
    /// Writes the members of a recorded body after its messages: the fields as they were, and the inputs where these do not have them.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="fields">
    /// The other fields, a JSON object. Of a turn that an earlier release stored they have the inputs among them.
    /// </param>
    /// <param name="inputs">What else shaped the prompt.</param>
    public static void WriteOthers(Utf8JsonWriter json, JsonElement fields, TurnInputs inputs)
    {
        foreach (var field in fields.EnumerateObject())
        {
            Write(json, field.Name, field.Value);
        }

        foreach (var (name, input) in ((string, JsonElement?)[])[(ToolsField, inputs.Tools), (ArgumentsField, inputs.Arguments)])
        {
            if (input is { } value && !fields.TryGetProperty(name, out _))
            {
                Write(json, name, value);
            }
        }
    }

    private static JsonElement Others(JsonElement body, string[] apart) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var field in body.EnumerateObject().Where(field => !apart.Contains(field.Name)))
        {
            JsonText.RequireValid(field.Value, field.Name);
            Write(json, field.Name, field.Value);
        }

        json.WriteEndObject();
    }).Span);

    /// <summary>As the journal and the digest have it: the text of numbers is kept.</summary>
    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(CanonicalJson.ToBytes(value), skipInputValidation: true);
    }
}
