using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>The arguments of a tool call by what they say.</summary>
/// <param name="Hash">The same for the same value, or for the same text where it is none.</param>
/// <param name="IsEmpty">Whether they are <c>{}</c>, which null, <c>""</c> and absent arguments are as well.</param>
/// <param name="IsBroken">Whether they are a text that is no JSON of the standard, for which clients send <c>{}</c>.</param>
internal readonly record struct ArgumentsForm(FormHash Hash, bool IsEmpty, bool IsBroken)
{
    /// <summary>How often arguments may have been written as a text into a text.</summary>
    private const int MaxWrappings = 16;

    private static readonly JsonDocumentOptions Spelled = new() { MaxDepth = JsonFormRules.Lenient.MaxDepth };

    private static readonly ArgumentsForm None = OfText("{}");

    /// <summary>The form of arguments as they stand in a call.</summary>
    /// <param name="arguments">A JSON text in a string, as the wire has it, or the value itself; null where they are absent.</param>
    public static ArgumentsForm Of(JsonElement? arguments) => arguments switch
    {
        null or { ValueKind: JsonValueKind.Null } => None,
        { ValueKind: JsonValueKind.String } text => text.ValueEquals("") ? None : OfText(text.GetString()!),
        { } value => OfText(value.GetRawText()),
    };

    /// <summary>The object that arguments are or spell; null where they are a text that is no object of standard JSON.</summary>
    /// <param name="arguments">A JSON text in a string, or the value itself; null where they are absent.</param>
    public static JsonElement? ObjectOf(JsonElement? arguments)
    {
        switch (arguments)
        {
            case null or { ValueKind: JsonValueKind.Null }:
                return ToolSchema.Any;
            case { ValueKind: JsonValueKind.Object } given:
                return given;
            case { ValueKind: JsonValueKind.String } text when text.ValueEquals(""):
                return ToolSchema.Any;
            case { ValueKind: JsonValueKind.String } text:
                try
                {
                    return JsonElement.Parse(text.GetString()!, Spelled) is { ValueKind: JsonValueKind.Object } spelled ? spelled : null;
                }
                catch (JsonException)
                {
                    return null;
                }

            default:
                return null;
        }
    }

    /// <summary>
    /// A JSON text whose value is a text in its turn is what that one spells: an object or a list that was encoded twice, or a model's text
    /// that is no JSON and that a client put into quotes.
    /// </summary>
    private static ArgumentsForm OfText(string text)
    {
        var isBroken = false;
        for (var wrappings = 0; wrappings < MaxWrappings; wrappings++)
        {
            var form = new FormBytes();
            var isJson = JsonForm.TryWrite(text, JsonFormRules.Lenient, form, out var read);
            isBroken |= wrappings == 0 && (!isJson || !read.IsStandard);
            if (isJson && (read.Kind is 'o' or 'a' || (read.Kind != 's' && wrappings == 0)))
            {
                return new(form.Hash, read is { Kind: 'o', TopCount: 0 }, isBroken);
            }

            if (!isJson || read.Kind != 's')
            {
                break;
            }

            text = read.TopText!;
        }

        return new(new FormBytes().Tag('b').Text(text).Hash, IsEmpty: false, isBroken);
    }
}
